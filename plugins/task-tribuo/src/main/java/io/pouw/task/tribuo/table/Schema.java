package io.pouw.task.tribuo.table;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.task.tribuo.spec.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model knows of its columns from the training data: enough to read other data as the model
 * wants it.
 *
 * @param columns to learn from, in the order of the features
 * @param labels of a classification, sorted; a class is an index here
 * @param targetMean taken from a regression's targets
 * @param targetDeviation that the difference is divided by, positive
 * @param fills what stands for a missing number, by column; empty where nothing is filled in
 */
public record Schema(
    List<Column> columns,
    List<String> labels,
    double targetMean,
    double targetDeviation,
    List<Double> fills)
    implements Encodable {
  private static final int MAX_TEXT_BYTES = 4_096;

  public Schema {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
    fills = List.copyOf(fills);
  }

  /** Without what is filled in, see {@link #withFills(Decoder)}. */
  public static Schema decode(Decoder in) {
    List<Column> columns = in.list(Bounds.COLUMNS, Column::decode);
    List<String> labels = in.list(Bounds.LABELS, each -> each.text(MAX_TEXT_BYTES));
    double mean = Double.longBitsToDouble(in.i64());
    double deviation = Double.longBitsToDouble(in.i64());
    if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation))
      throw in.error("mean " + mean + ", deviation " + deviation + " of the targets");
    var schema = new Schema(columns, labels, mean, deviation, List.of());
    if (schema.width() < 1 || schema.width() > Bounds.COLUMNS)
      throw in.error(schema.width() + " features");
    return schema;
  }

  @Override
  public void encode(Encoder out) {
    out.list(columns).list(labels, Encoder::text);
    out.i64(Double.doubleToLongBits(targetMean)).i64(Double.doubleToLongBits(targetDeviation));
  }

  /** Writes what is filled in, which {@link #encode} leaves out. */
  public void encodeFills(Encoder out) {
    out.list(fills, (to, fill) -> to.i64(Double.doubleToLongBits(fill)));
  }

  /** Reads what {@link #encodeFills} wrote. */
  public Schema withFills(Decoder in) {
    List<Double> read = in.list(Bounds.COLUMNS, each -> Double.longBitsToDouble(each.i64()));
    if (read.size() != columns.size()) throw in.error(read.size() + " fills");
    for (double each : read)
      if (!(Math.abs(each) <= Bounds.MAGNITUDE)) throw in.error("a fill of " + each);
    return withFills(read);
  }

  Schema withFills(List<Double> values) {
    return new Schema(columns, labels, targetMean, targetDeviation, values);
  }

  /** Features of a row. */
  public int width() {
    return columns.stream().mapToInt(Column::width).sum();
  }

  /** Names of the features: of the column, or {@code column=word}. */
  public List<String> features() {
    List<String> names = new ArrayList<>();
    for (Column column : columns)
      if (column.isCategorical())
        column.words().forEach(word -> names.add(column.name() + "=" + word));
      else names.add(column.name());
    return names;
  }
}
