package io.pouw.management.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.management.resource.Allocation.Grant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceTest {
  private static final Threshold CPU = new Threshold(900_000, 700_000, 2);

  private static List<ResourceAlert> feed(AlertRules rules, int... cpu) {
    var alerts = new ArrayList<ResourceAlert>();
    long at = 0;
    for (int each : cpu) alerts.addAll(rules.take(new ResourceSample(at++, each, 0, 0, 0, 0)));
    return alerts;
  }

  @Test
  void aValueThatTremblesAroundItsThresholdGivesOneAlert() {
    var rules = new AlertRules(Map.of(Resource.CPU, CPU));
    List<ResourceAlert> alerts =
        feed(rules, 910_000, 890_000, 950_000, 960_000, 890_000, 910_000, 880_000, 920_000);
    assertEquals(List.of(new ResourceAlert(Resource.CPU, true, 960_000, CPU, 3)), alerts);
    assertEquals(Set.of(Resource.CPU), rules.raised());
  }

  @Test
  void anAlertIsClearedWhenTheValueStaysLow() {
    var rules = new AlertRules(Map.of(Resource.CPU, CPU));
    List<ResourceAlert> alerts = feed(rules, 950_000, 950_000, 600_000, 800_000, 600_000, 700_000);
    assertEquals(2, alerts.size());
    assertFalse(alerts.getLast().raised());
    assertEquals(5, alerts.getLast().atMs());
    assertEquals(Set.of(), rules.raised());
  }

  @Test
  void aThresholdWithoutAGapIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Threshold(900_000, 900_000, 1));
  }

  @Test
  void neverMoreIsPromisedThanThereIs() {
    var allocation = new Allocation(4, 1_000);
    assertTrue(allocation.reserve("training", new Grant(3, 600)));
    assertFalse(allocation.reserve("verification", new Grant(2, 100)));
    assertFalse(allocation.reserve("verification", new Grant(1, 401)));
    assertTrue(allocation.reserve("verification", new Grant(1, 400)));
    assertEquals(new Grant(0, 0), allocation.free());
    assertTrue(allocation.reserve("training", new Grant(2, 500)), "less than before");
    allocation.release("verification");
    assertEquals(new Grant(2, 500), allocation.free());
  }

  @Test
  void theMachineIsReadWithinItsLimits() {
    var probe = new MachineProbe(Path.of("."));
    MachineCapacity capacity = probe.capacity();
    assertTrue(capacity.cores() >= 1);
    assertTrue(capacity.memoryBytes() > Runtime.getRuntime().maxMemory() / 4);
    var monitor = new ResourceMonitor(probe, Map.of());
    monitor.update(1);
    monitor.update(2);
    ResourceSample sample = monitor.latest().orElseThrow();
    assertTrue(sample.memoryPpm() > 0 && sample.memoryPpm() <= 1_000_000, sample::toString);
    assertTrue(sample.diskPpm() > 0 && sample.diskPpm() <= 1_000_000, sample::toString);
    assertEquals(2, monitor.history().size());
  }
}
