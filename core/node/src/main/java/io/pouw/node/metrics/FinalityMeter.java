package io.pouw.node.metrics;

import io.pouw.primitives.Hash;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Time from a block's proposal by this node until it is final and durable here. Keeps the last
 * {@value #MAX_SAMPLES} measurements. Thread-safe.
 */
public final class FinalityMeter {
  private static final int MAX_SAMPLES = 10_000;
  private static final int MAX_OPEN = 256;

  private final Map<Hash, Long> open = new LinkedHashMap<>();
  private final ArrayDeque<Double> millis = new ArrayDeque<>();
  private double totalMillis;
  private long count;

  public synchronized void proposed(Hash block) {
    if (open.size() >= MAX_OPEN) open.remove(open.keySet().iterator().next());
    open.put(block, System.nanoTime());
  }

  public synchronized void finalised(Hash block) {
    Long since = open.remove(block);
    if (since == null) return;
    if (millis.size() >= MAX_SAMPLES) millis.removeFirst();
    double took = (System.nanoTime() - since) / 1e6;
    millis.addLast(took);
    totalMillis += took;
    count++;
  }

  /** The sum over all blocks since the start, in milliseconds. */
  public synchronized double totalMillis() {
    return totalMillis;
  }

  /** How many blocks that sum is of. */
  public synchronized long count() {
    return count;
  }

  /** The measurements in milliseconds, oldest first. */
  public synchronized double[] samples() {
    return millis.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The value under which this share of the measurements lies, NaN before the first. */
  public double percentileMs(double share) {
    return percentile(samples(), share);
  }

  /**
   * The value under which a share of the measurements lies (nearest rank), NaN if there are none.
   */
  public static double percentile(double[] millis, double share) {
    if (millis.length == 0) return Double.NaN;
    double[] sorted = millis.clone();
    java.util.Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
  }
}
