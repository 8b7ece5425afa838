package io.pouw.management.resource;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Raises and clears alerts as samples come. Not thread-safe. */
public final class AlertRules {
  private final Map<Resource, Threshold> thresholds;
  private final Map<Resource, Integer> streaks = new EnumMap<>(Resource.class);
  private final Set<Resource> raised = EnumSet.noneOf(Resource.class);

  public AlertRules(Map<Resource, Threshold> thresholds) {
    this.thresholds = new EnumMap<>(Resource.class);
    for (Resource each : Resource.values())
      this.thresholds.put(each, thresholds.getOrDefault(each, Threshold.usual(each)));
  }

  /** The resources over their thresholds now. */
  public Set<Resource> raised() {
    return raised.isEmpty() ? Set.of() : EnumSet.copyOf(raised);
  }

  /** What a sample changes. */
  public List<ResourceAlert> take(ResourceSample sample) {
    var alerts = new ArrayList<ResourceAlert>();
    thresholds.forEach((resource, threshold) -> {
      int value = sample.ppm(resource);
      boolean up = raised.contains(resource);
      boolean turns = up ? value <= threshold.clearPpm() : value >= threshold.raisePpm();
      int streak = turns ? streaks.getOrDefault(resource, 0) + 1 : 0;
      if (streak < threshold.samples()) {
        streaks.put(resource, streak);
        return;
      }
      streaks.put(resource, 0);
      if (up) raised.remove(resource);
      else raised.add(resource);
      alerts.add(new ResourceAlert(resource, !up, value, threshold, sample.atMs()));
    });
    return alerts;
  }
}
