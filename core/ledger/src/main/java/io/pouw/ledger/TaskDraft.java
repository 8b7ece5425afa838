package io.pouw.ledger;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Scores;
import io.pouw.primitives.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a {@link TaskState} that change, open for one edit. Never kept. */
final class TaskDraft {
  private final TaskState before;
  TaskStatus status;
  long statusSince;
  Assignment assignment;
  int generation;
  int leadTerm;
  long lastProgressHeight;
  List<CheckpointState> checkpoints;
  List<Conviction> convictions;
  Optional<AuditState> audit;
  Optional<DataManifest> test;
  List<EvaluationReport> evaluations;
  Optional<Scores> scores;
  TaskCounts counts;
  List<VerifierTally> tallies;
  long escrow;
  List<Payment> payments;
  String outcome;

  TaskDraft(TaskState before) {
    this.before = before;
    status = before.status();
    statusSince = before.statusSince();
    assignment = before.assignment();
    generation = before.generation();
    leadTerm = before.leadTerm();
    lastProgressHeight = before.lastProgressHeight();
    checkpoints = before.checkpoints();
    convictions = before.convictions();
    audit = before.audit();
    test = before.test();
    evaluations = before.evaluations();
    scores = before.scores();
    counts = before.counts();
    tallies = before.tallies();
    escrow = before.escrow();
    payments = before.payments();
    outcome = before.outcome();
  }

  void enter(TaskStatus next, long height) {
    status = next;
    statusSince = height;
  }

  void replace(CheckpointState changed) {
    checkpoints = new ArrayList<>(checkpoints);
    checkpoints.set(changed.index(), changed);
  }

  /** Counts one more verdict that agreed with the outcome. */
  void credit(Address verifier) {
    var changed = new ArrayList<VerifierTally>(tallies);
    int at = 0;
    while (at < changed.size() && changed.get(at).verifier().compareTo(verifier) < 0) at++;
    if (at < changed.size() && changed.get(at).verifier().equals(verifier))
      changed.set(at, new VerifierTally(verifier, changed.get(at).agreed() + 1));
    else changed.add(at, new VerifierTally(verifier, 1));
    tallies = changed;
  }

  static <T> List<T> with(List<T> list, T one) {
    var longer = new ArrayList<T>(list);
    longer.add(one);
    return longer;
  }

  static List<Address> without(List<Address> list, Address one) {
    return list.stream().filter(each -> !each.equals(one)).toList();
  }

  TaskState toState() {
    return new TaskState(
        before.id(),
        before.client(),
        before.body(),
        before.submittedHeight(),
        status,
        statusSince,
        assignment,
        generation,
        leadTerm,
        lastProgressHeight,
        checkpoints,
        convictions,
        audit,
        test,
        evaluations,
        scores,
        counts,
        tallies,
        escrow,
        payments,
        outcome);
  }
}
