package io.pouw.security;

import io.pouw.primitives.Amounts;
import java.time.Duration;

/**
 * A budget that refills evenly: at most {@code capacity} tokens at once and {@code capacity} per
 * refill time in the long run. Not thread-safe; a clock that goes back adds nothing.
 */
public final class TokenBucket {
  private final long capacity;
  private final long refillNanos;
  private long tokens;
  private long refilledAtNanos;

  /**
   * A full bucket.
   *
   * @param capacity tokens when full, over 0
   * @param refill time in which an empty bucket becomes full, over 0
   */
  public TokenBucket(long capacity, Duration refill, long nowNanos) {
    if (capacity <= 0)
      throw new IllegalArgumentException("a token bucket needs a capacity over 0, not " + capacity);
    if (!refill.isPositive())
      throw new IllegalArgumentException("a token bucket refills in a time over 0, not " + refill);
    this.capacity = capacity;
    this.refillNanos = refill.toNanos();
    this.tokens = capacity;
    this.refilledAtNanos = nowNanos;
  }

  /** Takes the tokens, or none if there are too few. */
  public boolean tryTake(long count, long nowNanos) {
    refill(nowNanos);
    if (tokens < count) return false;
    tokens -= count;
    return true;
  }

  /**
   * Takes the tokens even if there are too few, and says how long the taker has to pause until the
   * debt is paid: zero without one.
   */
  public Duration takeInAdvance(long count, long nowNanos) {
    refill(nowNanos);
    tokens = Math.subtractExact(tokens, count);
    return tokens >= 0
        ? Duration.ZERO
        : Duration.ofNanos(Amounts.scale(-tokens, refillNanos, capacity) + 1);
  }

  /** Tokens left, negative while there is a debt. */
  public long available(long nowNanos) {
    refill(nowNanos);
    return tokens;
  }

  private void refill(long nowNanos) {
    long elapsed = nowNanos - refilledAtNanos;
    if (elapsed <= 0) return;
    long gained = Amounts.scale(elapsed, capacity, refillNanos);
    if (gained == 0) return;
    if (gained >= capacity - tokens) {
      tokens = capacity;
      refilledAtNanos = nowNanos;
    } else {
      tokens += gained;
      // Only the time that paid for whole tokens is spent, so that frequent looks lose none.
      refilledAtNanos += Amounts.scale(gained, refillNanos, capacity);
    }
  }
}
