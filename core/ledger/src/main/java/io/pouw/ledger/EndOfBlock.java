package io.pouw.ledger;

import io.pouw.primitives.Hash;
import java.util.List;

/** What happens after a block's transactions, by the block's beacon and the passing of heights. */
final class EndOfBlock {
  private EndOfBlock() {}

  static void run(Execution block) {
    for (Hash each : List.copyOf(block.active())) step(block, block.task(each));
    block.books().releaseUnbonded();
    block.books().payProposer(block.proposer());
    EpochRules.step(block);
  }

  private static void step(Execution block, TaskState task) {
    if (block.height() > task.deadlineHeight()) {
      String outcome = "not done by height " + task.deadlineHeight();
      Settlement.refund(block, task.id(), TaskStatus.EXPIRED, outcome);
      return;
    }
    switch (task.status()) {
      case OPEN -> AssignmentRules.tryAssign(block, task);
      case TRAINING -> TrainingRules.step(block, task);
      case REVEALING -> EvaluationRules.stepRevealing(block, task);
      case EVALUATING -> EvaluationRules.stepEvaluating(block, task);
      case SETTLED, FAILED, EXPIRED, CANCELLED -> throw finished(task);
    }
  }

  private static IllegalStateException finished(TaskState task) {
    return new IllegalStateException("task " + task.id() + " is over and stands as active");
  }
}
