package io.pouw.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
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
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
