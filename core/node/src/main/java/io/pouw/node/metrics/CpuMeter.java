package io.pouw.node.metrics;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * CPU time of a node by what it was spent on, from the operating system's accounting of the thread
 * that did it. Thread-safe. What no meter saw (JIT compiler, garbage collector, start-up) is the
 * rest of the process's time.
 */
public final class CpuMeter {
  /** What time is spent on. */
  public enum Use {
    TRAINING,
    VERIFICATION,
    CONSENSUS,
    NETWORK,
    OTHER
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Use, Long> nanos = new ConcurrentHashMap<>();

  /** Runs and accounts. Calls may not nest. */
  public <T> T measure(Use use, Supplier<T> work) {
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      return work.get();
    } finally {
      nanos.merge(use, THREADS.getCurrentThreadCpuTime() - before, Long::sum);
    }
  }

  public void measure(Use use, Runnable work) {
    measure(
        use,
        () -> {
          work.run();
          return true;
        });
  }

  /** CPU seconds by use. */
  public Map<Use, Double> seconds() {
    var seconds = new TreeMap<Use, Double>();
    for (Use use : Use.values()) seconds.put(use, nanos.getOrDefault(use, 0L) / 1e9);
    return seconds;
  }

  /** CPU seconds that live threads whose name contains the given text have used so far. */
  public static double threadSeconds(String namePart) {
    double total = 0;
    for (long id : THREADS.getAllThreadIds()) {
      var info = THREADS.getThreadInfo(id);
      if (info != null && info.getThreadName().contains(namePart))
        total += Math.max(0, THREADS.getThreadCpuTime(id)) / 1e9;
    }
    return total;
  }

  /** CPU seconds of the whole process. */
  public static double processSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }
}
