package io.pouw.node.verticle;

import io.pouw.ledger.CheckpointStatus;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskStatus;

/**
 * Whether the ledger waits for blocks rather than for transactions: to assign a task, or to draw.
 */
final class Urgency {
  private Urgency() {}

  static boolean needsBlocks(LedgerState state) {
    return state.tasks().stream()
        .filter(task -> !task.status().isFinal())
        .anyMatch(task ->
            (task.status() == TaskStatus.OPEN && task.submittedHeight() == state.height())
                || task.checkpoints().stream()
                    .anyMatch(each -> each.status() == CheckpointStatus.COMMITTED));
  }
}
