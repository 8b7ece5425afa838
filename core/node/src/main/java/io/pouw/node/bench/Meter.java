package io.pouw.node.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times contenders for the same work against each other: all are warmed first, until they get no
 * faster, then they take turns in short samples, each round begun by the next of them, so that what
 * disturbs the machine disturbs all alike.
 *
 * @param warmSeconds for which each contender runs before the first sample, at least; longer, up to
 *     {@value #MOST_WARMING} times as long, while the compiler still makes it faster
 * @param sampleSeconds that one sample lasts about, always whole runs
 * @param samples of each contender
 */
public record Meter(double warmSeconds, double sampleSeconds, int samples) {
  private static final double NANOS = 1e9;

  /** Times the stated time, for a contender that goes on getting faster. */
  static final int MOST_WARMING = 6;

  /** Times the stated time that a rehearsal lasts. */
  private static final int REHEARSAL = 3;

  /** A gain that counts as getting faster, and not as noise. */
  private static final double GAIN = 0.98;

  /** Samples in a row without a gain after which a contender is warm. */
  private static final int STEADY_SAMPLES = 12;

  public Meter {
    if (!(warmSeconds >= 0) || !(sampleSeconds > 0) || samples < 1)
      throw new IllegalArgumentException(
          "cannot measure %d samples of %s s after %s s"
              .formatted(samples, sampleSeconds, warmSeconds));
  }

  /**
   * Runs per second of each contender, by name, in the order given.
   *
   * @throws IllegalArgumentException if two contenders have one name
   */
  public Map<String, Spread> runsPerSecond(List<? extends Contender> contenders) {
    int[] repeats = new int[contenders.size()];
    for (int i = 0; i < repeats.length; i++) repeats[i] = warm(contenders.get(i));
    List<double[]> rates = new ArrayList<>();
    for (int i = 0; i < repeats.length; i++) rates.add(new double[samples]);
    for (int sample = 0; sample < samples; sample++)
      for (int turn = 0; turn < repeats.length; turn++) {
        int i = (sample + turn) % repeats.length;
        // What the contender before left behind: caches, and threads that wait for more.
        seconds(contenders.get(i), 1);
        rates.get(i)[sample] = repeats[i] / seconds(contenders.get(i), repeats[i]);
      }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (int i = 0; i < repeats.length; i++)
      if (spreads.put(contenders.get(i).name(), Spread.of(rates.get(i))) != null)
        throw new IllegalArgumentException("two contenders are " + contenders.get(i).name());
    return spreads;
  }

  /**
   * Lets each contender run unmeasured for a while. The compiler works through a queue: a contender
   * may look steady only because its turn has not come.
   */
  void rehearse(List<? extends Contender> contenders) {
    for (Contender each : contenders) {
      double spent = 0;
      while (spent < REHEARSAL * warmSeconds) spent += seconds(each, 1);
    }
  }

  /** Warms a contender and gives how many of its runs make a sample. */
  private int warm(Contender contender) {
    double best = seconds(contender, 1);
    double spent = best;
    int repeats = 1;
    int steady = 0;
    while (spent < warmSeconds || (steady < STEADY_SAMPLES && spent < MOST_WARMING * warmSeconds)) {
      double taken = seconds(contender, repeats);
      spent += taken;
      steady = taken / repeats < GAIN * best ? 0 : steady + 1;
      best = Math.min(best, taken / repeats);
      repeats = (int) Math.max(1, Math.min(1_000_000, sampleSeconds / best));
    }
    return repeats;
  }

  private static double seconds(Contender contender, int repeats) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) contender.run();
    return (System.nanoTime() - start) / NANOS;
  }
}
