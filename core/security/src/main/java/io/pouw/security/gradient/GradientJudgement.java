package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import io.pouw.security.SecurityAlert;
import java.util.List;

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

  /** One alert a suspect, for its first anomaly. */
  public List<SecurityAlert> alerts(long timestampMs) {
    return suspects().stream()
        .map(worker ->
            verdicts.stream().filter(v -> v.worker().equals(worker)).findFirst().orElseThrow())
        .map(verdict -> verdict.alert(timestampMs))
        .toList();
  }
}
