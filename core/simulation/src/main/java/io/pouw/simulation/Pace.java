package io.pouw.simulation;

import java.time.Duration;

/**
 * The timing of a simulated network.
 *
 * @param heartbeat longest time from the leader's turn to its block
 * @param batching how long a leader that has something to order waits for more
 * @param timeout of a view that follows progress
 * @param maxTimeout cap of the timeout
 * @param resend how often a validator that makes no progress repeats itself
 */
public record Pace(
    Duration heartbeat, Duration batching, Duration timeout, Duration maxTimeout, Duration resend) {
  /** A block each fraction of a second. */
  public static final Pace BRISK =
      new Pace(
          Duration.ofMillis(200),
          Duration.ofMillis(3),
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofMillis(300));

  /** For networks of many nodes, in which a view costs a lot of messages: a block a second. */
  public static final Pace STEADY =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(3),
          Duration.ofSeconds(12),
          Duration.ofSeconds(2));

  /** A chain that is quiet but for its clients: a heartbeat every ten seconds. */
  public static final Pace QUIET =
      new Pace(
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20));
}
