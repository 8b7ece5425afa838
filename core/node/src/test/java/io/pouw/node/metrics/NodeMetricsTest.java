package io.pouw.node.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.metrics.CpuMeter.Use;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
  private static void assertHas(String scrape, String line) {
    assertTrue(scrape.lines().anyMatch(line::equals), line + " is missing in:\n" + scrape);
  }

  @Test
  void eachFigureIsReadWhenItIsScraped() {
    var height = new AtomicLong(3);
    try (var metrics = new NodeMetrics(new CpuMeter())) {
      metrics
          .gauge("pouw.height", "Height of the last final block", height::get)
          .counter("pouw.blocks", "Blocks finalised since the start", height::get);
      assertHas(metrics.scrape(), "pouw_height 3.0");
      height.set(4);
      String later = metrics.scrape();
      assertHas(later, "pouw_height 4.0");
      assertHas(later, "pouw_blocks_total 4.0");
      assertHas(later, "# HELP pouw_height Height of the last final block");
    }
  }

  @Test
  void aCounterOutlivesTheCollectionOfGarbage() {
    var blocks = new AtomicLong(7);
    try (var metrics = new NodeMetrics(new CpuMeter())) {
      metrics.counter("pouw.blocks", "Blocks finalised since the start", () -> blocks.get());
      System.gc();
      assertHas(metrics.scrape(), "pouw_blocks_total 7.0");
    }
  }

  @Test
  void cpuTimeIsShownByUse() {
    var cpu = new CpuMeter();
    cpu.measure(Use.CONSENSUS, () -> Thread.onSpinWait());
    try (var metrics = new NodeMetrics(cpu)) {
      String scrape = metrics.scrape();
      assertTrue(scrape.contains("pouw_cpu_seconds_total{use=\"consensus\"}"), scrape);
      assertHas(scrape, "pouw_cpu_seconds_total{use=\"training\"} 0.0");
      assertTrue(scrape.contains("jvm_memory_used_bytes"), scrape);
    }
  }
}
