package io.pouw.node.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.plugin.Figures;

/** Figures in a report: {@code metrics} by name, {@code confusion} where there is one. */
public final class FiguresJson {
  private FiguresJson() {}

  public static void write(ObjectNode report, Figures figures) {
    var metrics = report.putObject("metrics");
    figures.values().forEach(metrics::put);
    if (figures.confusion().isEmpty()) return;
    var rows = report.putArray("confusion");
    figures.confusion().forEach(row -> row.forEach(rows.addArray()::add));
  }
}
