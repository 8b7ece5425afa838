package io.pouw.node.bench;

/**
 * How often something can be done, on one thread unless {@code how} says otherwise.
 *
 * @param what such as {@code ledger_transition}
 * @param how by which means
 * @param perSecond rates of repeated measurements
 */
record RateFigures(String what, String how, Spread perSecond) {
  String line() {
    return "%-22s %-56s %9.0f/s (%.0f to %.0f), %.1f us each"
        .formatted(
            what,
            how,
            perSecond.median(),
            perSecond.q1(),
            perSecond.q3(),
            1e6 / perSecond.median());
  }
}
