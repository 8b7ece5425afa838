package io.pouw.ledger;

import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a task goes back to its last good checkpoint, and on from there with others. */
final class Rollback {
  private Rollback() {}

  /**
   * Drops a checkpoint that could not be checked, and all later ones; nobody is to blame for sure,
   * so nobody is slashed, but another supervisor leads.
   */
  static void voidFrom(
      Execution block, TaskState task, CheckpointState checkpoint, DrawState draw) {
    int keep = checkpoint.index();
    returnDeposits(block, task, keep);
    block.change(
        task.id(),
        draft -> {
          draft.leadTerm++;
          draft.counts = draft.counts.withRejected();
          for (Address each : Slashing.truthful(draw, Verdict.UNAVAILABLE)) draft.credit(each);
        });
    to(block, task.id(), keep);
  }

  /**
   * Convicts whoever made the checkpoint wrong and drops what is not accepted yet. If the convicted
   * miner has units in accepted checkpoints, these are audited before the task goes on.
   */
  static void convict(
      Execution block,
      TaskState task,
      CheckpointState checkpoint,
      DrawState draw,
      Verdict decided) {
    List<Conviction> convictions = Slashing.convict(block, task, checkpoint, draw, decided);
    int accepted = task.acceptedCheckpoints();
    int keep = decided == Verdict.WRONG_UPDATE ? accepted : checkpoint.index();
    returnDeposits(block, task, keep);
    boolean audit =
        decided == Verdict.WRONG_UPDATE && AuditRules.hasUnits(task, draw.miner(), accepted);
    block.change(
        task.id(),
        draft -> {
          enter(draft, convictions);
          draft.counts = draft.counts.withRejected();
          for (Address each : Slashing.truthful(draw, decided)) draft.credit(each);
          draft.checkpoints = draft.checkpoints.subList(0, keep);
          if (audit)
            draft.audit = Optional.of(new AuditState(draw.miner(), block.height(), List.of()));
        });
    AssignmentRules.replace(block, task, block.task(task.id()));
    if (!audit) to(block, task.id(), keep);
  }

  /** Writes convictions down and takes the convicted off the task. */
  static void enter(TaskDraft draft, List<Conviction> convictions) {
    var all = new ArrayList<>(draft.convictions);
    all.addAll(convictions);
    draft.convictions = all;
    for (Conviction each : convictions)
      draft.assignment =
          each.role() == Role.VERIFIER
              ? draft.assignment.withoutJudge(each.offender())
              : draft.assignment.without(each.offender());
  }

  /** Keeps so many checkpoints and starts a new generation; fails the task if nobody is left. */
  static void to(Execution block, Hash id, int keep) {
    returnDeposits(block, block.task(id), keep);
    TaskState task =
        block.change(
            id,
            draft -> {
              draft.checkpoints = draft.checkpoints.subList(0, keep);
              draft.generation++;
              draft.lastProgressHeight = block.height();
              draft.audit = Optional.empty();
            });
    if (task.miners().isEmpty()) fail(block, id, "no miner is left");
    else if (task.supervisors().isEmpty()) fail(block, id, "no supervisor is left");
    else if (task.verifiers().isEmpty()) fail(block, id, "no verifier is left");
  }

  private static void fail(Execution block, Hash id, String outcome) {
    Settlement.refund(block, id, TaskStatus.FAILED, outcome);
  }

  /** Gives back the deposits on draws of all checkpoints from an index on. */
  static void returnDeposits(Execution block, TaskState task, int from) {
    for (CheckpointState checkpoint : task.checkpoints().subList(from, task.checkpoints().size()))
      for (DrawState draw : checkpoint.draws())
        if (!draw.deposits().isEmpty()) {
          Slashing.settleDeposits(block, task, checkpoint, draw, false);
          block.change(
              task.id(),
              draft -> {
                CheckpointState now = draft.checkpoints.get(checkpoint.index());
                draft.replace(now.with(draw.withDeposits(List.of())));
              });
        }
  }
}
