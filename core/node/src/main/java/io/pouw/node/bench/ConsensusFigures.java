package io.pouw.node.bench;

import io.pouw.node.metrics.FinalityMeter;

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

  double percentileMs(double share) {
    return FinalityMeter.percentile(millis, share);
  }

  double cpuMicrosPerRequest() {
    return cpuSeconds * 1e6 / requests;
  }

  String line() {
    return "%-9s %3d validators %5d B %4d in flight: %8.0f requests/s, final after %6.1f ms (p50) %6.1f (p99), %5.0f us CPU each, %5.1f blocks/s%s"
        .formatted(
            of.name(),
            of.validators(),
            of.payloadBytes(),
            of.accounts() * of.window() * of.requestsPerTransaction(),
            perSecond(),
            percentileMs(0.50),
            percentileMs(0.99),
            cpuMicrosPerRequest(),
            blocks / seconds,
            refused == 0 ? "" : ", " + refused + " refused");
  }
}
