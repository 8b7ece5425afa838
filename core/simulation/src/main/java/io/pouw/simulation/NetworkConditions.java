package io.pouw.simulation;

import java.time.Duration;

/**
 * How a network treats messages. Reordering follows from the spread of latencies. Chances are in
 * parts per million.
 *
 * @param latency time on the way, but for stragglers
 * @param lossPpm chance to be lost
 * @param duplicatePpm chance to arrive twice
 * @param corruptPpm chance of a flipped bit
 * @param stragglerPpm chance to take a hundred times as long
 */
public record NetworkConditions(
    Latency latency, int lossPpm, int duplicatePpm, int corruptPpm, int stragglerPpm) {

  /** A network without faults: 1 to 20 ms. */
  public static NetworkConditions calm() {
    return uniform(Duration.ofMillis(1), Duration.ofMillis(20));
  }

  /** A network without faults and with these least and greatest latencies. */
  public static NetworkConditions uniform(Duration least, Duration greatest) {
    return new NetworkConditions(new Latency(Latency.Shape.UNIFORM, least, greatest), 0, 0, 0, 0);
  }

  /** Conditions drawn from a generator, from nearly calm to very bad. */
  public static NetworkConditions draw(SplitMix64 random) {
    int harshness = random.below(4);
    return new NetworkConditions(
        Latency.draw(random, 40L * (1 + harshness * harshness)),
        random.below(1 + 100_000 * harshness),
        random.below(1 + 50_000 * harshness),
        random.below(1 + 10_000 * harshness),
        random.below(1 + 10_000 * harshness));
  }

  /** The same latency and no other fault. */
  NetworkConditions withoutFaults() {
    return new NetworkConditions(latency, 0, 0, 0, 0);
  }
}
