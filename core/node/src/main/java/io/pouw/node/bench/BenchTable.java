package io.pouw.node.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a table for people; ratios are of medians, ours over theirs. */
public final class BenchTable {
  private static final String ROW = "%-16s %6s %3s %-9s %11s %22s %9s %6s %7s";

  private BenchTable() {}

  /** The lines of a report's JSON. */
  public static List<String> lines(JsonNode report) {
    List<String> lines = new ArrayList<>();
    JsonNode machine = report.path("machine");
    lines.add(
        "%s, %d processors, %s, %s kernels, load average %.2f at the start"
            .formatted(
                machine.path("processor").asText(),
                machine.path("processors").asInt(),
                machine.path("jvm").asText(),
                machine.path("kernels").asText().toLowerCase(Locale.ROOT),
                machine.path("load_average").asDouble()));
    for (JsonNode peak : report.path("fma_peak"))
      lines.add(
          "measured fma peak on %d thread(s): %.1f GFLOP/s"
              .formatted(peak.path("threads").asInt(), peak.path("gflops").asDouble()));
    lines.add(
        ROW.formatted(
            "work", "size", "thr", "who", "median", "quartiles", "unit", "peak", "ours/it"));
    for (JsonNode each : report.path("results")) lines.add(row(each, report.path("results")));
    return List.copyOf(lines);
  }

  private static String row(JsonNode each, JsonNode all) {
    return ROW.formatted(
        each.path("work").asText(),
        each.path("size").asInt(),
        each.path("threads").asInt(),
        each.path("contender").asText(),
        "%.1f".formatted(each.path("median").asDouble()),
        "%.1f .. %.1f".formatted(each.path("q1").asDouble(), each.path("q3").asDouble()),
        each.path("unit").asText(),
        "%.0f %%".formatted(100 * each.path("share_of_peak").asDouble()),
        ratio(each, all));
  }

  private static String ratio(JsonNode each, JsonNode all) {
    for (JsonNode ours : all)
      if (ours.path("contender").asText().equals(OurField.NAME) && sameCase(ours, each))
        return "%.2f".formatted(ours.path("median").asDouble() / each.path("median").asDouble());
    return "";
  }

  private static boolean sameCase(JsonNode one, JsonNode other) {
    return one.path("work").equals(other.path("work"))
        && one.path("size").equals(other.path("size"))
        && one.path("threads").equals(other.path("threads"));
  }
}
