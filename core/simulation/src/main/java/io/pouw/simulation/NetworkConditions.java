package io.pouw.simulation;

import java.time.Duration;

/**
 * How a network treats messages. Reordering follows from the spread of latencies. Chances are in
 * parts per million.
 *
 * @param minLatency least time on the way
 * @param maxLatency most time on the way, but for stragglers
 * @param lossPpm chance to be lost
 * @param duplicatePpm chance to arrive twice
 * @param corruptPpm chance of a flipped bit
 * @param stragglerPpm chance to take a hundred times as long
 */
public record NetworkConditions(
    Duration minLatency,
    Duration maxLatency,
    int lossPpm,
    int duplicatePpm,
    int corruptPpm,
    int stragglerPpm) {

  /** A network without faults. */
  public static NetworkConditions calm() {
    return new NetworkConditions(Duration.ofMillis(1), Duration.ofMillis(20), 0, 0, 0, 0);
  }

  /** Conditions drawn from a generator, from nearly calm to very bad. */
  public static NetworkConditions draw(SplitMix64 random) {
    int harshness = random.below(4);
    return new NetworkConditions(
        Duration.ofMillis(1),
        Duration.ofMillis(random.between(5, 40L * (1 + harshness * harshness))),
        random.below(1 + 100_000 * harshness),
        random.below(1 + 50_000 * harshness),
        random.below(1 + 10_000 * harshness),
        random.below(1 + 10_000 * harshness));
  }
}
