package io.pouw.learning.data;

import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.DatasetSpec.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Comma-separated decimal numbers under a header line that names the columns: one of them the
 * target, the others the features in their order. Names may stand in double quotes; numbers are
 * those that {@link Float#parseFloat} reads and rounds, without suffix, hexadecimals or words.
 *
 * <p>A feature becomes {@code (value - mean) * (1f / deviation)} where the specification gives
 * means, then {@code * (1f / scale)}.
 */
public final class TableFormat {
  private TableFormat() {}

  /**
   * Reads a data set.
   *
   * @param content the text, gzip or not
   * @throws DataException naming line and column of what is wrong
   */
  public static Dataset read(byte[] content, DatasetSpec spec) {
    if (!(spec.details() instanceof Table table))
      throw new IllegalArgumentException("not the specification of a table: " + spec.details());
    byte[] text = Gzip.unpack("rows", content);
    var in = new TableRows(text);
    List<String> names = in.header();
    if (names.size() != spec.features() + 1)
      throw new DataException(
          "rows: the header has %d columns, the specification says %d and the target"
              .formatted(names.size(), spec.features()));
    int target = table.target().isEmpty() ? names.size() - 1 : names.indexOf(table.target());
    if (target < 0)
      throw new DataException("rows: no column is called " + table.target() + ": " + names);
    return read(in, target, spec, table);
  }

  private static Dataset read(TableRows in, int target, DatasetSpec spec, Table table) {
    int features = spec.features();
    int rows = in.rowsLeft();
    if (rows == 0) throw new DataException("rows: there is no row after the header");
    // Each value takes a digit and a separator.
    if ((long) rows * (features + 1) > in.bytesLeft() / 2 + 1)
      throw new DataException(
          "rows: %d rows of %d values do not fit in %d bytes"
              .formatted(rows, features + 1, in.bytesLeft()));
    float[] values = new float[Math.multiplyExact(rows, features)];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      int feature = 0;
      for (int column = 0; column <= features; column++) {
        float value = in.number(column == features);
        if (column != target)
          values[row * features + feature] = scaled(value, feature++, spec, table);
        else targets[row] = value;
      }
      if (spec.classes() > 0) Numbers.label("rows", row, targets[row], spec.classes());
    }
    for (int i = 0; i < values.length; i++) Numbers.finite("rows", i, values[i]);
    return new FloatRows(values, targets, features, 1);
  }

  private static float scaled(float value, int feature, DatasetSpec spec, Table table) {
    float centred =
        table.means().isEmpty()
            ? value
            : (value - table.means().get(feature)) * (1f / table.deviations().get(feature));
    return centred * (1f / spec.scale());
  }

  static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }
}
