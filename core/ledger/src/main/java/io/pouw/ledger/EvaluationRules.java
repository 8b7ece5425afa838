package io.pouw.ledger;

import io.pouw.ledger.TransactionBody.Evaluate;
import io.pouw.ledger.TransactionBody.RevealTest;
import io.pouw.plugin.Scores;
import io.pouw.primitives.Address;
import java.util.List;
import java.util.Optional;

/** The reveal of the test data, the scores, and what they decide. */
final class EvaluationRules {
  private EvaluationRules() {}

  static void reveal(Execution block, Address from, RevealTest body) {
    TaskState task = block.task(body.task(), TaskStatus.REVEALING);
    Refusal.unless(
        from.equals(task.client()),
        "only its client may reveal the test data of task " + task.id().abbreviated());
    Refusal.unless(
        body.test().commitment(body.salt()).equals(task.body().testCommitment()),
        "test data and salt do not open the commitment " + task.body().testCommitment());
    block.change(
        task.id(),
        draft -> {
          draft.test = Optional.of(body.test());
          draft.enter(TaskStatus.EVALUATING, block.height());
        });
  }

  static void evaluate(Execution block, Address from, Evaluate body) {
    TaskState task = block.task(body.task(), TaskStatus.EVALUATING);
    Refusal.unless(
        task.evaluators().contains(from),
        from + " is no evaluator of task " + task.id().abbreviated());
    Refusal.unless(
        task.evaluations().stream().noneMatch(each -> each.evaluator().equals(from)),
        from + " has scored task " + task.id().abbreviated());
    var report = new EvaluationReport(from, body.scores(), block.height());
    block.change(task.id(), draft -> draft.evaluations = TaskDraft.with(draft.evaluations, report));
  }

  /** Ends a wait for the client that has lasted too long. */
  static void stepRevealing(Execution block, TaskState task) {
    if (block.height() > task.statusSince() + block.parameter(Parameter.REVEAL_DEADLINE))
      Settlement.settleUnscored(block, task, true);
  }

  /** Decides by more than half of the evaluators, or by the most common scores when time is up. */
  static void stepEvaluating(Execution block, TaskState task) {
    int evaluators = task.evaluators().size();
    long deadline = task.statusSince() + block.parameter(Parameter.EVALUATION_DEADLINE);
    boolean closed = task.evaluations().size() >= evaluators || block.height() > deadline;
    Optional<Scores> best = mostCommon(task.evaluations());
    if (best.isPresent() && (closed || 2 * votes(task, best.get()) > evaluators))
      Settlement.settle(block, task, best.get());
    else if (closed) Settlement.settleUnscored(block, task, false);
  }

  /** Of equally common ones the one that came first. */
  private static Optional<Scores> mostCommon(List<EvaluationReport> reports) {
    Optional<Scores> best = Optional.empty();
    long most = 0;
    for (EvaluationReport each : reports) {
      long votes = votes(reports, each.scores());
      if (votes > most) {
        most = votes;
        best = Optional.of(each.scores());
      }
    }
    return best;
  }

  private static long votes(TaskState task, Scores scores) {
    return votes(task.evaluations(), scores);
  }

  private static long votes(List<EvaluationReport> reports, Scores scores) {
    return reports.stream().filter(each -> each.scores().equals(scores)).count();
  }
}
