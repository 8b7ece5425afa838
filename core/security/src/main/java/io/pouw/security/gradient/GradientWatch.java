package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import io.pouw.work.UpdateJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A supervisor's judge of one federated task: the {@link GradientDetector} with its history. Names
 * a worker once, when it stood out in {@value GradientPolicy#LEAST_ROUNDS} rounds and its
 * reputation is below {@value GradientPolicy#LEAST_REPUTATION}; says once that more workers stand
 * out than the policy tolerates.
 */
public final class GradientWatch implements UpdateJudge {
  private final GradientPolicy policy;
  private final GradientDetector detector;
  private final TreeSet<Address> named = new TreeSet<>();
  private GradientHistory history = GradientHistory.EMPTY;
  private boolean doubted;

  public GradientWatch(GradientPolicy policy) {
    this.policy = policy;
    this.detector = new GradientDetector(policy);
  }

  @Override
  public Measurement measure(List<float[]> updates) {
    return Geometry.of(updates);
  }

  @Override
  public Findings judge(int round, List<Address> workers, Measurement measured) {
    if (!(measured instanceof Geometry geometry))
      throw new IllegalArgumentException("measured by another judge: " + measured.getClass());
    GradientJudgement judgement = detector.judge(history, round, workers, geometry);
    history = judgement.history();
    List<Named> poisoners = new ArrayList<>();
    for (Address worker : judgement.suspects())
      judgement
          .of(worker)
          .flatMap(verdict -> name(worker, verdict.reason()))
          .ifPresent(poisoners::add);
    return new Findings(poisoners, doubt(judgement, round, workers.size()), history.reputations());
  }

  @Override
  public Findings refused(int round, Address worker, String reason) {
    history = history.refused(worker, policy);
    String text = "%s: round %d: %s".formatted(Anomaly.MALFORMED.label(), round, reason);
    List<Named> poisoners = name(worker, text).stream().toList();
    return new Findings(poisoners, Optional.empty(), history.reputations());
  }

  private Optional<Named> name(Address worker, String reason) {
    WorkerRecord known = history.find(worker).orElse(WorkerRecord.NEW);
    if (!known.isPoisoner() || !named.add(worker)) return Optional.empty();
    return Optional.of(new Named(worker, known.reputation(), reason));
  }

  private Optional<String> doubt(GradientJudgement judgement, int round, int workers) {
    if (doubted || !judgement.overTolerance()) return Optional.empty();
    doubted = true;
    return Optional.of(
        "round %d: %d of %d workers stand out, more than the tolerated share of %s; who stands out may be the honest part"
            .formatted(round, judgement.suspects().size(), workers, policy.byzantineTolerance()));
  }
}
