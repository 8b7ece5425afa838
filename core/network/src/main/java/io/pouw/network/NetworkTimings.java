package io.pouw.network;

import java.time.Duration;

/**
 * When the network does what by itself.
 *
 * @param ping how often every peer is pinged; one that was not heard for three times as long is
 *     disconnected
 * @param greeting in which a new connection has to introduce itself
 * @param peerExchange how often every peer is told the listening addresses of the others
 * @param firstRetry about how long after a lost connection it is tried again
 * @param maxRetry the longest wait between two tries; in between, it doubles
 */
public record NetworkTimings(
    Duration ping,
    Duration greeting,
    Duration peerExchange,
    Duration firstRetry,
    Duration maxRetry) {
  public NetworkTimings {
    requirePositive("ping", ping);
    requirePositive("greeting", greeting);
    requirePositive("peer exchange", peerExchange);
    requirePositive("first retry", firstRetry);
    if (maxRetry.compareTo(firstRetry) < 0)
      throw new IllegalArgumentException(
          "the longest retry wait " + maxRetry + " is under the first, " + firstRetry);
  }

  /**
   * A dead link is noticed within half a minute; a node that restarts is back after its own start
   * plus 0.1 s, and one that is gone for long costs its peers two tries a minute.
   */
  public static NetworkTimings defaults() {
    return new NetworkTimings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMillis(100),
        Duration.ofSeconds(30));
  }

  private static void requirePositive(String what, Duration value) {
    if (!value.isPositive())
      throw new IllegalArgumentException("the " + what + " time has to be over 0, not " + value);
  }

  Duration silence() {
    return ping.multipliedBy(3);
  }
}
