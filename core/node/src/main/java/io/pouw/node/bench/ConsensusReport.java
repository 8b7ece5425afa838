package io.pouw.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.primitives.PublicKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a benchmark of consensus measured, with where. */
public final class ConsensusReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Machine machine = Machine.here();
  private final List<RateFigures> rates = new ArrayList<>();
  private final List<ConsensusFigures> figures = new ArrayList<>();

  void add(RateFigures more) {
    rates.add(more);
  }

  void add(ConsensusFigures more) {
    figures.add(more);
  }

  /** Writes it as JSON. */
  public void write(Path file) {
    try {
      Files.write(file, JSON.writeValueAsBytes(json()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }

  ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("machine")
        .put("time", machine.time().toString())
        .put("processor", machine.processor())
        .put("processors", machine.processors())
        .put("system", machine.system())
        .put("jvm", machine.jvm())
        .put("load_average", machine.loadAverage())
        .put("native_signatures", PublicKey.isVerificationNative());
    var costs = root.putArray("rates");
    for (RateFigures each : rates)
      costs
          .addObject()
          .put("what", each.what())
          .put("how", each.how())
          .put("per_s", each.perSecond().median())
          .put("q1", each.perSecond().q1())
          .put("q3", each.perSecond().q3());
    var results = root.putArray("results");
    for (ConsensusFigures each : figures) {
      ConsensusCase of = each.of();
      var node = results.addObject();
      node.put("case", of.name()).put("validators", of.validators());
      node.put("transport", of.isOfNodes() ? "tls on loopback" : "memory, one thread");
      node.put("durable", of.isOfNodes());
      node.put("payload_bytes", of.payloadBytes());
      node.put("client_signatures", of.requestsPerTransaction() == 1);
      node.put("requests_per_transaction", of.requestsPerTransaction());
      node.put("in_flight", of.accounts() * of.window() * of.requestsPerTransaction());
      node.put("seconds", each.seconds()).put("requests", each.requests());
      node.put("requests_per_s", each.perSecond())
          .put("blocks_per_s", each.blocks() / each.seconds());
      var finality = node.putObject("finality_ms");
      finality.put("p50", orNull(each.percentileMs(0.50)));
      finality.put("p90", orNull(each.percentileMs(0.90)));
      finality.put("p99", orNull(each.percentileMs(0.99)));
      node.put("cpu_us_per_request", orNull(each.cpuMicrosPerRequest()));
      each.nothing().ifPresent(why -> node.put("why_nothing", why));
      node.put("refused", each.refused());
    }
    return root;
  }

  /** What was not measured is null, not zero. */
  private static @Nullable Double orNull(OptionalDouble figure) {
    return figure.isPresent() ? figure.getAsDouble() : null;
  }
}
