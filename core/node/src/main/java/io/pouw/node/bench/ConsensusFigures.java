package io.pouw.node.bench;

import io.pouw.node.metrics.FinalityMeter;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a case came to.
 *
 * @param requests final in the measured time
 * @param seconds measured time
 * @param millis from submission to final and durable, of each transaction, at its own node
 * @param cpuSeconds of the whole process, clients and all validators, in that time
 * @param blocks final in that time
 * @param refused transactions that a node did not take
 */
record ConsensusFigures(
    ConsensusCase of,
    long requests,
    double seconds,
    double[] millis,
    double cpuSeconds,
    long blocks,
    long refused) {

  double perSecond() {
    return requests / seconds;
  }

  /** Empty if nothing became final. */
  OptionalDouble percentileMs(double share) {
    return millis.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(FinalityMeter.percentile(millis, share));
  }

  /** Empty if nothing became final. */
  OptionalDouble cpuMicrosPerRequest() {
    return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of(cpuSeconds * 1e6 / requests);
  }

  /** Why there are no figures, if there are none. */
  Optional<String> nothing() {
    if (requests > 0) return Optional.empty();
    return Optional.of(
        blocks == 0
            ? "no block became final in %.1f s: let it run for longer".formatted(seconds)
            : "no request became final in %.1f s, in %d blocks".formatted(seconds, blocks));
  }

  String line() {
    String title =
        "%-9s %3d validators %5d B %4d in flight:"
            .formatted(
                of.name(),
                of.validators(),
                of.payloadBytes(),
                of.accounts() * of.window() * of.requestsPerTransaction());
    return title
        + nothing().map(why -> " 0 requests/s, " + why).orElseGet(this::measured)
        + refusals();
  }

  private String measured() {
    return " %8.0f requests/s, final after %6.1f ms (p50) %6.1f (p99), %5.0f us CPU each, %5.1f blocks/s"
        .formatted(
            perSecond(),
            percentileMs(0.50).orElse(0),
            percentileMs(0.99).orElse(0),
            cpuMicrosPerRequest().orElse(0),
            blocks / seconds);
  }

  private String refusals() {
    return refused == 0 ? "" : ", " + refused + " refused";
  }
}
