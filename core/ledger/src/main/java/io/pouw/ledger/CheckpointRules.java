package io.pouw.ledger;

import io.pouw.ledger.CheckpointBody.CommitCheckpoint;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a checkpoint has to be to come onto the ledger. */
final class CheckpointRules {
  private CheckpointRules() {}

  static void commit(Execution block, Address from, CommitCheckpoint body) {
    Checkpoint content = body.content();
    TaskState task = block.task(content.task(), TaskStatus.TRAINING);
    Refusal.unless(
        task.supervisors().contains(from),
        from + " is no supervisor of task " + task.id().abbreviated());
    checkDue(block, task, content);
    checkPrevious(task, content);
    checkUnits(task, content);
    List<Address> endorsers = checkEndorsements(task, body);
    var state =
        new CheckpointState(
            content,
            from,
            endorsers,
            block.height(),
            CheckpointStatus.COMMITTED,
            block.height(),
            List.of());
    block.change(
        task.id(),
        draft -> {
          draft.checkpoints = TaskDraft.with(draft.checkpoints, state);
          draft.counts = draft.counts.withCommitted(content.units());
          draft.lastProgressHeight = block.height();
        });
  }

  private static void checkDue(Execution block, TaskState task, Checkpoint content) {
    Refusal.unless(
        content.chainId().equals(block.chainId()),
        "a checkpoint of chain %s, this chain is %s".formatted(content.chainId(), block.chainId()));
    Refusal.unless(task.audit().isEmpty(), "an audit is on, no checkpoint is taken in");
    Refusal.unless(
        content.generation() == task.generation(),
        "a checkpoint of generation %d, the task is in %d"
            .formatted(content.generation(), task.generation()));
    Refusal.unless(
        content.index() == task.checkpoints().size(),
        "checkpoint %d, the next is %d".formatted(content.index(), task.checkpoints().size()));
    Refusal.unless(
        !task.fullyCommitted(), "all %d checkpoints are in".formatted(task.plan().checkpoints()));
    long most = block.parameter(Parameter.MAX_PENDING_CHECKPOINTS);
    Refusal.unless(
        task.pendingCheckpoints() < most, most + " checkpoints wait to be checked already");
  }

  /** What the first checkpoint begins from only a re-execution can tell. */
  private static void checkPrevious(TaskState task, Checkpoint content) {
    int index = content.index();
    if (index == 0) return;
    BlobId standing = task.checkpoints().get(index - 1).content().state();
    Refusal.unless(
        content.previous().equals(standing),
        "checkpoint %d begins from state %s, checkpoint %d left %s"
            .formatted(index, content.previous(), index - 1, standing));
  }

  private static void checkUnits(TaskState task, Checkpoint content) {
    long units = 0;
    Optional<Address> last = Optional.empty();
    for (MinerUnits each : content.miners()) {
      Address miner = each.miner();
      Refusal.unless(
          last.isEmpty() || last.get().compareTo(miner) < 0,
          "the miners of a checkpoint stand in increasing address, " + miner + " does not");
      Refusal.unless(
          task.miners().contains(miner), miner + " is no miner of task " + task.id().abbreviated());
      Refusal.unless(each.units() >= 1, "miner " + miner + " with no units");
      checkShare(task.plan(), content.index(), each);
      last = Optional.of(miner);
      units += each.units();
    }
    checkSum(task.plan(), content.index(), units);
  }

  private static void checkSum(TaskPlan plan, int index, long units) {
    long most = (long) plan.slots() * roundsOf(plan, index);
    long least = (long) plan.leastUpdates() * roundsOf(plan, index);
    Refusal.unless(
        units >= least && units <= most,
        least == most
            ? "%d units in checkpoint %d, expected %d".formatted(units, index, most)
            : "%d units in checkpoint %d, expected %d to %d".formatted(units, index, least, most));
  }

  /** A federated worker has one slot, which it fills at most once a round. */
  private static void checkShare(TaskPlan plan, int index, MinerUnits share) {
    Refusal.unless(
        !plan.isFederated() || share.units() <= roundsOf(plan, index),
        "%d updates of worker %s in %d rounds of a federated task"
            .formatted(share.units(), share.miner(), roundsOf(plan, index)));
  }

  private static int roundsOf(TaskPlan plan, int index) {
    return plan.toRound(index) - plan.fromRound(index);
  }

  private static List<Address> checkEndorsements(TaskState task, CommitCheckpoint body) {
    List<Address> supervisors = task.supervisors();
    int needed = (supervisors.size() + 1) / 2;
    Refusal.unless(
        body.endorsements().size() >= needed,
        "%d endorsements, expected at least %d of %d supervisors"
            .formatted(body.endorsements().size(), needed, supervisors.size()));
    byte[] message = body.content().toBytes();
    var endorsers = new ArrayList<Address>();
    int last = -1;
    for (Endorsement each : body.endorsements()) {
      Refusal.unless(
          each.supervisor() > last && each.supervisor() < supervisors.size(),
          "endorsement of supervisor %d after %d of %d"
              .formatted(each.supervisor(), last, supervisors.size()));
      last = each.supervisor();
      Address signer = each.key().address();
      Refusal.unless(
          signer.equals(supervisors.get(last)),
          "%s is not supervisor %d of the task".formatted(signer, last));
      Refusal.unless(
          each.key().verifies(Domain.CHECKPOINT, message, each.signature()),
          "the endorsement of " + signer + " is not a signature over this checkpoint");
      endorsers.add(signer);
    }
    return endorsers;
  }
}
