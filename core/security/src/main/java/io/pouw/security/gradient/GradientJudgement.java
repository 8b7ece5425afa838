package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a round.
 *
 * @param verdicts what stands out, worker by worker in their order, one for each anomaly
 * @param overTolerance more workers stand out than the policy tolerates: the round is in doubt, and
 *     who stands out may be the honest part
 * @param history for the next round
 */
public record GradientJudgement(
    List<GradientVerdict> verdicts, boolean overTolerance, GradientHistory history) {
  public GradientJudgement {
    verdicts = List.copyOf(verdicts);
  }

  /** Who stands out, each once, in the order of the round. */
  public List<Address> suspects() {
    return verdicts.stream().map(GradientVerdict::worker).distinct().toList();
  }

  /** The first that was found of a worker. */
  public Optional<GradientVerdict> of(Address worker) {
    return verdicts.stream().filter(each -> each.worker().equals(worker)).findFirst();
  }
}
