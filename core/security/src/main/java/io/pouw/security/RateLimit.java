package io.pouw.security;

import io.pouw.primitives.Amounts;
import java.time.Duration;

/**
 * What one peer may send of one class.
 *
 * @param messagesPerSecond in the long run; a message over it is dropped and counted as a strike
 * @param messageBurst at once, after a silence
 * @param bytesPerSecond in the long run; over it the peer is read more slowly, nothing is lost
 * @param byteBurst at once, after a silence
 */
public record RateLimit(
    long messagesPerSecond, long messageBurst, long bytesPerSecond, long byteBurst) {
  public RateLimit {
    requirePositive("messages per second", messagesPerSecond);
    requirePositive("message burst", messageBurst);
    requirePositive("bytes per second", bytesPerSecond);
    requirePositive("byte burst", byteBurst);
  }

  private static void requirePositive(String what, long value) {
    if (value <= 0) throw new IllegalArgumentException(what + " has to be over 0, not " + value);
  }

  TokenBucket messageBucket(long nowNanos) {
    return bucket(messagesPerSecond, messageBurst, nowNanos);
  }

  TokenBucket byteBucket(long nowNanos) {
    return bucket(bytesPerSecond, byteBurst, nowNanos);
  }

  private static TokenBucket bucket(long perSecond, long burst, long nowNanos) {
    long refillNanos = Math.max(1, Amounts.scale(burst, 1_000_000_000L, perSecond));
    return new TokenBucket(burst, Duration.ofNanos(refillNanos), nowNanos);
  }
}
