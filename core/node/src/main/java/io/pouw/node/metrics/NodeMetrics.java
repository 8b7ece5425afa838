package io.pouw.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A node's figures in Prometheus' text format; each is read when it is scraped. */
public final class NodeMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  /** Micrometer itself holds what a counter reads by a weak reference only. */
  private final List<Object> sources = new ArrayList<>();

  private final List<Runnable> refreshed = new ArrayList<>();

  public NodeMetrics(CpuMeter cpu) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
    sources.add(cpu);
    for (CpuMeter.Use use : CpuMeter.Use.values())
      FunctionCounter.builder("pouw.cpu", cpu, meter -> seconds(meter, use))
          .tags(Tags.of("use", use.name().toLowerCase(Locale.ROOT)))
          .baseUnit("seconds")
          .description("CPU time by what it was spent on")
          .register(registry);
  }

  /** Network: the event loops of the whole process, whose time is all spent on it. */
  private static double seconds(CpuMeter meter, CpuMeter.Use use) {
    return use == CpuMeter.Use.NETWORK
        ? CpuMeter.threadSeconds("eventloop")
        : meter.seconds().getOrDefault(use, 0.0);
  }

  /** Something that goes up and down. */
  public NodeMetrics gauge(String name, String description, Supplier<Number> value) {
    return gauge(name, description, Tags.empty(), value);
  }

  /** One of several of a name, told apart by tags. */
  NodeMetrics gauge(String name, String description, Tags tags, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).tags(tags).register(registry);
    return this;
  }

  /**
   * One of several things that go up and down.
   *
   * @param labels their values, in the order of the keys
   */
  public record Reading(List<String> labels, Number value) {}

  /**
   * Things that come, go up and down, and go. Of two readings with the same labels the first
   * counts.
   *
   * @param keys of the labels that tell them apart
   */
  public NodeMetrics gauges(
      String name, String description, List<String> keys, Supplier<List<Reading>> values) {
    MultiGauge gauges = MultiGauge.builder(name).description(description).register(registry);
    refreshed.add(() -> gauges.register(rows(keys, values.get()), true));
    return this;
  }

  private static List<MultiGauge.Row<?>> rows(List<String> keys, List<Reading> readings) {
    var rows = new LinkedHashMap<Tags, MultiGauge.Row<?>>();
    for (Reading each : readings) {
      Tags tags = Tags.empty();
      for (int i = 0; i < keys.size(); i++) tags = tags.and(keys.get(i), each.labels().get(i));
      rows.putIfAbsent(tags, MultiGauge.Row.of(tags, each.value()));
    }
    return List.copyOf(rows.values());
  }

  /** Something that only grows. */
  public NodeMetrics counter(String name, String description, Supplier<Number> value) {
    return counter(name, description, Tags.empty(), value);
  }

  /** One of several of a name, told apart by tags. */
  NodeMetrics counter(String name, String description, Tags tags, Supplier<Number> value) {
    sources.add(value);
    FunctionCounter.builder(name, value, supplier -> supplier.get().doubleValue())
        .description(description)
        .tags(tags)
        .register(registry);
    return this;
  }

  /** The text of a scrape. */
  public String scrape() {
    refreshed.forEach(Runnable::run);
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
