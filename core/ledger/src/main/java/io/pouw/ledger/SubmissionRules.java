package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.ledger.TransactionBody.CancelTask;
import io.pouw.ledger.TransactionBody.SubmitTask;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** How a task comes onto the ledger, and how its client takes it back. */
final class SubmissionRules {
  private static final long MAX_DEADLINE_BLOCKS = 30_000_000;

  /** Over all units of a checkpoint, so that weights never overflow. */
  private static final long MAX_CHECKPOINT_WEIGHT = 1L << 62;

  private SubmissionRules() {}

  static void submit(Execution block, Address client, Hash id, SubmitTask body) {
    checkPlan(body.plan());
    checkWorkers(block, body.plan());
    checkMoney(block, body);
    Refusal.unless(
        body.deadlineBlocks() >= 1 && body.deadlineBlocks() <= MAX_DEADLINE_BLOCKS,
        "a deadline of %d blocks, expected 1 to %d"
            .formatted(body.deadlineBlocks(), MAX_DEADLINE_BLOCKS));
    Refusal.unless(!body.taskType().isBlank(), "a task without a task type");
    long paid = TransactionRules.saturated(body.reward(), body.fee());
    long burnt = Amounts.share(body.fee(), block.parameter(Parameter.TASK_FEE_BURN_SHARE));
    block
        .books()
        .charge(
            client,
            Kind.ESCROW,
            paid,
            "reward and fee of task %s into escrow, %s PAI of it burnt"
                .formatted(id.abbreviated(), Amounts.format(burnt)),
            Cause.ofTransaction(id).andTask(id));
    block.books().burn(burnt);
    block.put(fresh(block.height(), client, id, body, paid - burnt));
  }

  private static void checkPlan(TaskPlan plan) {
    long units = (long) plan.slots() * plan.checkpointRounds();
    Refusal.unless(
        units <= CheckpointDetail.MAX_CLAIMS,
        "%d units in a checkpoint, expected at most %d: fewer rounds a checkpoint"
            .formatted(units, CheckpointDetail.MAX_CLAIMS));
    Refusal.unless(
        plan.unitWeight() <= MAX_CHECKPOINT_WEIGHT / units,
        "a checkpoint of %d units of %d operations, expected at most %d operations"
            .formatted(units, plan.unitWeight(), MAX_CHECKPOINT_WEIGHT));
  }

  private static void checkWorkers(Execution block, TaskPlan plan) {
    long most = block.parameter(Parameter.MAX_MINERS);
    Refusal.unless(
        !plan.isFederated() || plan.slots() <= most,
        "a federated task of %d workers, expected at most %d".formatted(plan.slots(), most));
  }

  private static void checkMoney(Execution block, SubmitTask body) {
    Refusal.unless(body.reward() > 0, "a task without a reward");
    long least = Amounts.share(body.reward(), block.parameter(Parameter.MIN_TASK_FEE_SHARE));
    Refusal.unless(
        body.fee() >= least,
        "a task fee of %s PAI for a reward of %s PAI, expected at least %s PAI"
            .formatted(
                Amounts.format(body.fee()), Amounts.format(body.reward()), Amounts.format(least)));
  }

  private static TaskState fresh(
      long height, Address client, Hash id, SubmitTask body, long escrow) {
    return new TaskState(
        id,
        client,
        body,
        height,
        TaskStatus.OPEN,
        height,
        Assignment.NONE,
        0,
        0,
        height,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        TaskCounts.NONE,
        List.of(),
        escrow,
        List.of(),
        "");
  }

  static void cancel(Execution block, Address from, CancelTask body) {
    TaskState task = block.task(body.task(), TaskStatus.OPEN);
    Refusal.unless(
        from.equals(task.client()), "only its client may cancel task " + task.id().abbreviated());
    Settlement.refund(block, task.id(), TaskStatus.CANCELLED, "cancelled by the client");
  }
}
