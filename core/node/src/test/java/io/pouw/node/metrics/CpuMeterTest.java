package io.pouw.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.metrics.CpuMeter.Use;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CpuMeterTest {
  private static final double BURNT_SECONDS = 0.02;

  private static long burn() {
    var threads = ManagementFactory.getThreadMXBean();
    long until = threads.getCurrentThreadCpuTime() + (long) (BURNT_SECONDS * 1e9);
    long rounds = 0;
    while (threads.getCurrentThreadCpuTime() < until) rounds++;
    return rounds;
  }

  @Test
  void timeGoesToWhatItWasSpentOn() {
    var meter = new CpuMeter();
    assertTrue(meter.measure(Use.TRAINING, CpuMeterTest::burn) > 0);
    assertTrue(meter.seconds().getOrDefault(Use.TRAINING, 0.0) >= BURNT_SECONDS);
    assertEquals(0, meter.seconds().getOrDefault(Use.CONSENSUS, -1.0));
    assertEquals(Use.values().length, meter.seconds().size());
  }

  @Test
  void workThatFailsIsAccountedToo() {
    var meter = new CpuMeter();
    assertThrows(
        IllegalStateException.class,
        () ->
            meter.measure(
                Use.VERIFICATION,
                () -> {
                  throw new IllegalStateException("after " + burn());
                }));
    assertTrue(meter.seconds().getOrDefault(Use.VERIFICATION, 0.0) >= BURNT_SECONDS);
  }

  @Test
  void aThreadsTimeIsFoundByItsNameWithinTheProcesss() {
    burn();
    double ofThisThread = CpuMeter.threadSeconds(Thread.currentThread().getName());
    assertTrue(ofThisThread >= BURNT_SECONDS, "measured " + ofThisThread);
    assertTrue(CpuMeter.processSeconds() >= BURNT_SECONDS);
    assertEquals(0, CpuMeter.threadSeconds("no thread is called so"));
  }
}
