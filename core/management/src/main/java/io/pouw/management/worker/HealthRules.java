package io.pouw.management.worker;

import java.time.Duration;

/**
 * From when on a silent worker is suspected, and given up.
 *
 * @param interval between heartbeats
 * @param suspectAfter heartbeats missed, at least 1
 * @param offlineAfter heartbeats missed, more than that
 * @param retention how long metrics are kept
 */
public record HealthRules(
    Duration interval, int suspectAfter, int offlineAfter, Duration retention) {
  /** One heartbeat lost is no reason, three are; after five minutes it is gone. */
  public static final HealthRules DEFAULT =
      new HealthRules(Duration.ofSeconds(30), 3, 10, Duration.ofDays(7));

  public HealthRules {
    if (interval.toMillis() < 1)
      throw new IllegalArgumentException(
          "heartbeats every " + interval + ", expected 1 ms or more");
    if (suspectAfter < 1 || offlineAfter <= suspectAfter)
      throw new IllegalArgumentException(
          "suspect after %d and offline after %d missed heartbeats, expected 1 or more, then more"
              .formatted(suspectAfter, offlineAfter));
  }

  /** The status of a worker that was heard at a time and not since. */
  public WorkerStatus status(long heardAtMs, long nowMs) {
    if (heardAtMs <= heardBefore(offlineAfter, nowMs)) return WorkerStatus.OFFLINE;
    return heardAtMs <= heardBefore(suspectAfter, nowMs)
        ? WorkerStatus.SUSPECT
        : WorkerStatus.ACTIVE;
  }

  /** Who was last heard then or earlier missed so many heartbeats by now. */
  long heardBefore(int missed, long nowMs) {
    return nowMs - Math.multiplyExact(missed, interval.toMillis());
  }
}
