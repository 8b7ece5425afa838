package io.pouw.management.pool;

import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.MinerUnits;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.plugin.Regime;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads work credits off the ledger, which is their only source: nobody can report work here.
 *
 * <p>Until a task is settled a conviction may still take its checkpoints back, so only settled
 * tasks count. Who was convicted in a task gets nothing for it, as in the settlement on the chain.
 */
public final class WorkCredits {
  private WorkCredits() {}

  /** The credits of all tasks that settled after one height and up to another, in order. */
  public static List<WorkCredit> settled(LedgerState ledger, long afterHeight, long toHeight) {
    var credits = new ArrayList<WorkCredit>();
    for (TaskState task : ledger.tasks())
      if (task.status() == TaskStatus.SETTLED
          && task.statusSince() > afterHeight
          && task.statusSince() <= toHeight) credits.addAll(of(task));
    credits.sort(WorkCredit.ORDER);
    return List.copyOf(credits);
  }

  /** The credits of one task's accepted checkpoints; they are final if it is settled. */
  public static List<WorkCredit> of(TaskState task) {
    var credits = new ArrayList<WorkCredit>();
    for (CheckpointState each : task.checkpoints())
      if (each.accepted())
        for (MinerUnits range : each.content().miners())
          if (!task.convicted(range.miner())) credits.add(credit(task, each, range));
    return credits;
  }

  private static WorkCredit credit(TaskState task, CheckpointState checkpoint, MinerUnits range) {
    return new WorkCredit(
        task.id(),
        task.body().taskType(),
        checkpoint.index(),
        range.miner(),
        range.units(),
        task.plan().unitWeight(),
        task.plan().regime() == Regime.VERIFIED,
        checkpoint.height(),
        task.statusSince());
  }
}
