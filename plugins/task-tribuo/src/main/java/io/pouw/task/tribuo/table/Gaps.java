package io.pouw.task.tribuo.table;

import io.pouw.learning.data.DataException;
import io.pouw.task.tribuo.spec.DataSpec;
import io.pouw.task.tribuo.spec.MissingCells;
import io.pouw.task.tribuo.spec.TaskKind;
import java.util.ArrayList;
import java.util.List;

/** Cells without a value: which rows go, and what is put in for the others. */
final class Gaps {
  private final TaskKind kind;
  private final DataSpec spec;
  private final MissingCells missing;

  Gaps(TaskKind kind, DataSpec spec) {
    this.kind = kind;
    this.spec = spec;
    this.missing = spec.missing();
  }

  boolean isMissing(String field) {
    return missing.isMissing(field);
  }

  /**
   * Whether a row is left out.
   *
   * @param places of the features
   * @param label where the label stands; less than 0 for nowhere
   * @throws DataException if the label is missing and rows are not left out
   */
  boolean drops(CsvReader in, List<String> row, int[] places, int label) {
    boolean unlabelled = label >= 0 && missing.isMissing(row.get(label));
    if (unlabelled && !missing.dropsRows())
      throw in.error(label, "has no value, and a label is never made up");
    return missing.dropsRows() && (unlabelled || hasGap(row, places));
  }

  /**
   * A row to predict may not be left out: the answers would no longer be those of the rows.
   *
   * @throws DataException if it would be
   */
  void requireWhole(CsvReader in, List<String> row, int[] places) {
    if (!missing.dropsRows()) return;
    for (int place : places)
      if (missing.isMissing(row.get(place)))
        throw in.error(place, "has no value, and the model was trained without such rows");
  }

  private boolean hasGap(List<String> row, int[] places) {
    for (int place : places) if (missing.isMissing(row.get(place))) return true;
    return false;
  }

  /**
   * What is put in, by column: learnt from the training data alone.
   *
   * @throws DataException if a column has no value to take the mean of
   */
  List<Double> fills(byte[] csv, Schema schema, int[] places, int label) {
    return switch (missing.policy()) {
      case ERROR, DROP_ROW -> List.of();
      case CONSTANT ->
          schema.columns().stream()
              .map(column -> column.isCategorical() ? 0.0 : missing.constant())
              .toList();
      case MEAN -> means(csv, schema, places, label);
    };
  }

  /** Sums run over the rows in their order; of an anomaly detection over the normal ones. */
  private List<Double> means(byte[] csv, Schema schema, int[] places, int label) {
    var sums = new double[places.length];
    var counts = new int[places.length];
    var in = new CsvReader(csv);
    for (List<String> row = in.next(); !row.isEmpty(); row = in.next()) {
      if (kind == TaskKind.ANOMALY_DETECTION && label >= 0 && !row.get(label).equals(spec.normal()))
        continue;
      for (int i = 0; i < places.length; i++)
        if (!schema.columns().get(i).isCategorical() && !isMissing(row.get(places[i]))) {
          sums[i] += TableReader.number(in, row.get(places[i]), places[i]);
          counts[i]++;
        }
    }
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Column column = schema.columns().get(i);
      if (!column.isCategorical() && counts[i] == 0)
        throw new DataException(
            "rows: column %s has no value in the training data to take the mean of"
                .formatted(column.name()));
      means.add(column.isCategorical() ? 0.0 : sums[i] / counts[i]);
    }
    return means;
  }
}
