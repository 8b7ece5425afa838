package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.plugin.Scores;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a task ends: the reward is split and paid, or goes back. */
final class Settlement {
  private final Execution block;
  private final TaskState task;
  private final List<Payment> payments = new ArrayList<>();
  private long left;

  private Settlement(Execution block, TaskState task) {
    this.block = block;
    this.task = task;
    left = task.body().reward();
  }

  /** Ends a task with decided scores: paid if they are high enough, else refunded. */
  static void settle(Execution block, TaskState task, Scores scores) {
    TaskState scored = block.change(task.id(), draft -> draft.scores = Optional.of(scores));
    long least = task.plan().minScorePpm();
    String outcome = "accuracy %d ppm, at least %d wanted".formatted(scores.accuracyPpm(), least);
    if (scores.accuracyPpm() < least) {
      refund(block, task.id(), TaskStatus.FAILED, outcome);
      return;
    }
    var settlement = new Settlement(block, scored);
    settlement.payEvaluators(scores);
    settlement.finish(outcome);
  }

  /**
   * Ends a task without scores: the work is done and is paid.
   *
   * @param clientAtFault whether the evaluators' share is burnt, since the client did not reveal,
   *     or goes back to it, since they did not score
   */
  static void settleUnscored(Execution block, TaskState task, boolean clientAtFault) {
    var settlement = new Settlement(block, task);
    if (clientAtFault) {
      long burnt = settlement.share(Parameter.EVALUATORS_SHARE);
      block.books().burn(burnt);
      settlement.left -= burnt;
    }
    settlement.finish(
        clientAtFault ? "the test data was not revealed in time" : "nobody scored in time");
  }

  /**
   * Ends a task with the reward back to the client. The unburnt fee is the network's if anybody was
   * assigned.
   */
  static void refund(Execution block, Hash id, TaskStatus end, String outcome) {
    Rollback.returnDeposits(block, block.task(id), 0);
    TaskState task = block.task(id);
    long back = task.status() == TaskStatus.OPEN ? task.escrow() : task.body().reward();
    block.books().pay(task.client(), Kind.REFUND, back, outcome, Cause.ofTask(id));
    block.books().collect(task.escrow() - back);
    close(block, task, end, outcome, List.of(new Payment(task.client(), Kind.REFUND, back)));
  }

  private static void close(
      Execution block, TaskState task, TaskStatus end, String outcome, List<Payment> payments) {
    block.change(
        task.id(),
        draft -> {
          draft.enter(end, block.height());
          draft.escrow = 0;
          draft.outcome = outcome;
          draft.payments = payments;
        });
  }

  private long share(Parameter parameter) {
    return Amounts.share(task.body().reward(), block.parameter(parameter));
  }

  private void finish(String outcome) {
    payWorkers();
    paySupervisors();
    payVerifiers();
    String why = "what the shares of the reward left over";
    block.books().pay(task.client(), Kind.REFUND, left, why, Cause.ofTask(task.id()));
    if (left > 0) payments.add(new Payment(task.client(), Kind.REFUND, left));
    block.books().collect(task.escrow() - task.body().reward());
    close(block, task, TaskStatus.SETTLED, outcome, payments);
  }

  /** By units in accepted checkpoints; those of the convicted are not paid for. */
  private void payWorkers() {
    Map<Address, Long> units = new TreeMap<>();
    for (CheckpointState checkpoint : task.checkpoints())
      for (MinerUnits each : checkpoint.content().miners())
        units.merge(each.miner(), (long) each.units(), Long::sum);
    payOut(units, Parameter.WORKERS_SHARE, Kind.REWARD_WORK, "units in accepted checkpoints");
  }

  private void paySupervisors() {
    Map<Address, Long> equal = new TreeMap<>();
    for (Address each : task.supervisors()) equal.put(each, 1L);
    payOut(equal, Parameter.SUPERVISORS_SHARE, Kind.REWARD_SUPERVISION, "supervisor");
  }

  private void payEvaluators(Scores scores) {
    Map<Address, Long> agreed = new TreeMap<>();
    task.evaluations().stream()
        .filter(each -> each.scores().equals(scores))
        .forEach(each -> agreed.put(each.evaluator(), 1L));
    String what = "evaluation that agrees with the result";
    payOut(agreed, Parameter.EVALUATORS_SHARE, Kind.REWARD_EVALUATION, what);
  }

  private void payVerifiers() {
    Map<Address, Long> verdicts = new TreeMap<>();
    for (VerifierTally each : task.tallies()) verdicts.put(each.verifier(), (long) each.agreed());
    String what = "verdicts that agree with the outcome";
    payOut(verdicts, Parameter.VERIFIERS_SHARE, Kind.REWARD_VERIFICATION, what);
  }

  private void payOut(Map<Address, Long> parts, Parameter parameter, Kind kind, String what) {
    long pot = share(parameter);
    long all = parts.values().stream().mapToLong(Long::longValue).sum();
    var inOrder = parts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    for (var each : inOrder) {
      if (task.convicted(each.getKey())) continue;
      long amount = Amounts.scale(pot, each.getValue(), all);
      String why =
          "%d of %d %s in task %s, of %s PAI"
              .formatted(each.getValue(), all, what, task.id().abbreviated(), Amounts.format(pot));
      block.books().earn(each.getKey(), kind, amount, why, Cause.ofTask(task.id()));
      payments.add(new Payment(each.getKey(), kind, amount));
      left -= amount;
    }
  }
}
