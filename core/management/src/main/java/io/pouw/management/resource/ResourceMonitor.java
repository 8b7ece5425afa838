package io.pouw.management.resource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches the machine: samples, alerts, promises. Safe for many threads; {@link #update} blocks.
 */
public final class ResourceMonitor {
  /** An hour at one sample in five seconds. */
  private static final int HISTORY = 720;

  private final MachineProbe probe;
  private final AlertRules rules;
  private final MachineCapacity capacity;
  private final Allocation allocation;
  private final Map<Resource, Long> alerted = new EnumMap<>(Resource.class);
  private final Deque<ResourceSample> history = new ArrayDeque<>();

  public ResourceMonitor(MachineProbe probe, Map<Resource, Threshold> thresholds) {
    this.probe = probe;
    this.rules = new AlertRules(thresholds);
    this.capacity = probe.capacity();
    this.allocation = new Allocation(capacity.cores(), capacity.memoryBytes());
  }

  public MachineCapacity capacity() {
    return capacity;
  }

  public Allocation allocation() {
    return allocation;
  }

  /** Takes a sample; says which alerts it raised or cleared. */
  public synchronized List<ResourceAlert> update(long nowMs) {
    ResourceSample sample = probe.sample(nowMs);
    if (history.size() == HISTORY) history.removeFirst();
    history.addLast(sample);
    List<ResourceAlert> alerts = rules.take(sample);
    for (ResourceAlert each : alerts)
      if (each.raised()) alerted.merge(each.resource(), 1L, Long::sum);
    return alerts;
  }

  public synchronized Optional<ResourceSample> latest() {
    return Optional.ofNullable(history.peekLast());
  }

  /** The samples of the last while, oldest first. */
  public synchronized List<ResourceSample> history() {
    return List.copyOf(history);
  }

  /** How often a resource went over its threshold since the start. */
  public synchronized long alerts(Resource resource) {
    return alerted.getOrDefault(resource, 0L);
  }

  /** The resources over their thresholds. */
  public synchronized Set<Resource> raised() {
    return rules.raised();
  }
}
