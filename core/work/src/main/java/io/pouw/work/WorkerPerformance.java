package io.pouw.work;

import io.pouw.primitives.Address;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How reliably workers answer, as one supervisor sees it. Every outcome moves a worker's score half
 * of the way to 1 (answered) or 0 (silent, rejected), a late answer a quarter of the way to 1; so
 * one silence puts a worker under the threshold, and one answer in time or two late ones bring it
 * back. Says whom to wait for; never a reason to slash.
 *
 * <p>Times are in ticks of the caller's timer, for the machines have no clock. Remembers the
 * {@value #MAX_WORKERS} workers heard of last. Not thread-safe.
 */
public final class WorkerPerformance {
  /** Under this score a worker's work is given to another at once. */
  public static final double REPLACEMENT_THRESHOLD = 0.7;

  static final int MAX_WORKERS = 1024;
  private static final double WEIGHT = 0.5;
  private static final double LATE_WEIGHT = 0.25;

  /**
   * What is known of one worker.
   *
   * @param score 0 to 1, the decayed share of answers among outcomes
   * @param meanTicks decayed mean time of an answer
   */
  public record Standing(
      long answered, long silent, long rejected, double score, double meanTicks) {
    static final Standing UNKNOWN = new Standing(0, 0, 0, 1, 0);

    private Standing answer(long ticks) {
      double latest = (double) ticks;
      double mean = answered == 0 ? latest : towards(meanTicks, latest, WEIGHT);
      return new Standing(answered + 1, silent, rejected, towards(score, 1, WEIGHT), mean);
    }

    private Standing lateAnswer() {
      return new Standing(
          answered + 1, silent, rejected, towards(score, 1, LATE_WEIGHT), meanTicks);
    }

    private Standing silence() {
      return new Standing(answered, silent + 1, rejected, towards(score, 0, WEIGHT), meanTicks);
    }

    private Standing rejection() {
      return new Standing(answered, silent, rejected + 1, towards(score, 0, WEIGHT), meanTicks);
    }

    private static double towards(double old, double latest, double weight) {
      return old + weight * (latest - old);
    }
  }

  private final Map<Address, Standing> records =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Standing> eldest) {
          return size() > MAX_WORKERS;
        }
      };

  public void answered(Address worker, long ticks) {
    records.put(worker, of(worker).answer(ticks));
  }

  /** The worker answered after its work had gone to another; how long it took says nothing. */
  public void answeredLate(Address worker) {
    records.put(worker, of(worker).lateAnswer());
  }

  /** The worker did not answer in time. */
  public void silent(Address worker) {
    records.put(worker, of(worker).silence());
  }

  /** The worker answered with what cannot be an answer. */
  public void rejected(Address worker) {
    records.put(worker, of(worker).rejection());
  }

  public Standing of(Address worker) {
    return records.getOrDefault(worker, Standing.UNKNOWN);
  }

  public boolean shouldReplace(Address worker) {
    return of(worker).score() < REPLACEMENT_THRESHOLD;
  }

  /** The slowest mean answer among workers that answer, in ticks; 0 if nothing is known. */
  public double slowestMeanTicks(Collection<Address> workers) {
    double slowest = 0;
    for (Address worker : workers)
      if (!shouldReplace(worker)) slowest = Math.max(slowest, of(worker).meanTicks());
    return slowest;
  }
}
