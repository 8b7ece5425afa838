package io.pouw.network.discovery;

import io.pouw.network.NetworkTimings;
import java.time.Duration;

/** How long to wait before the next try. */
final class Backoff {
  private final NetworkTimings timings;

  Backoff(NetworkTimings timings) {
    this.timings = timings;
  }

  /**
   * The first wait doubled with every failure after the first, up to the longest, give or take a
   * quarter, so that nodes that lost the same peer do not all come back at once.
   *
   * @param failures so far in a row
   * @param chance from 0 to 1
   */
  Duration delay(int failures, double chance) {
    int doublings = Math.clamp(failures - 1, 0, 30);
    long nanos =
        Math.min(timings.firstRetry().toNanos() << doublings, timings.maxRetry().toNanos());
    // The shift may have overflowed.
    if (nanos <= 0) nanos = timings.maxRetry().toNanos();
    return Duration.ofNanos((long) (nanos * (0.75 + chance / 2)));
  }
}
