package io.pouw.task.tribuo.table;

import io.pouw.learning.data.DataException;
import io.pouw.task.tribuo.spec.Bounds;
import io.pouw.task.tribuo.spec.DataSpec;
import io.pouw.task.tribuo.spec.TaskKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads tables by a schema that was learnt from the training data. */
public final class TableReader {
  private static final double MAX_MAGNITUDE = 1e18;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?");

  private final TaskKind kind;
  private final DataSpec spec;

  /** What a table is read for. */
  public enum Purpose {
    /** All rows, but of an anomaly detection the normal ones alone. */
    TRAINING,
    /** All rows, with their labels where the task needs them or they are there. */
    TEST,
    /** All rows, and no labels. */
    PREDICTION
  }

  /** For tables of a task. */
  public TableReader(TaskKind kind, DataSpec spec) {
    this.kind = kind;
    this.spec = spec;
  }

  /**
   * What a table's columns are, and how its numbers vary.
   *
   * @param scale whether features are to be scaled; the targets of a regression are in any case
   */
  public Schema learn(byte[] csv, boolean scale) {
    Schema raw = columns(csv);
    if (!scale && kind != TaskKind.REGRESSION) return raw;
    Table table = read(csv, raw, Purpose.TRAINING);
    List<Column> columns = new ArrayList<>();
    int feature = 0;
    for (Column column : raw.columns()) {
      columns.add(scale && !column.isCategorical() ? scaled(column, table, feature) : column);
      feature += column.width();
    }
    if (kind != TaskKind.REGRESSION) return new Schema(columns, raw.labels(), 0, 1);
    double mean = mean(table.targets(), 0, 1);
    return new Schema(columns, raw.labels(), mean, deviation(table.targets(), 0, 1, mean));
  }

  private static Column scaled(Column column, Table table, int feature) {
    double mean = mean(table.features(), feature, table.width());
    double deviation = deviation(table.features(), feature, table.width(), mean);
    return new Column(column.name(), column.words(), mean, deviation);
  }

  /** Sums run over the rows in their order. */
  private static double mean(double[] values, int from, int step) {
    double sum = 0;
    for (int i = from; i < values.length; i += step) sum += values[i];
    int rows = values.length / step;
    return sum / rows;
  }

  private static double deviation(double[] values, int from, int step, double mean) {
    double sum = 0;
    for (int i = from; i < values.length; i += step)
      sum = Math.fma(values[i] - mean, values[i] - mean, sum);
    int rows = values.length / step;
    double deviation = Math.sqrt(sum / rows);
    // What hardly varies is left as it is: dividing by it would blow up rounding errors.
    return deviation > 1e-12 * Math.abs(mean) && deviation > 0x1p-500 ? deviation : 1;
  }

  /** The columns without means and deviations. */
  private Schema columns(byte[] csv) {
    var in = new CsvReader(csv);
    List<String> names = new ArrayList<>(spec.features());
    if (names.isEmpty()) {
      names.addAll(in.header());
      names.remove(spec.label());
      for (String name : spec.ignored()) {
        index(in, name);
        names.remove(name);
      }
    }
    var words = new TreeMap<String, Set<String>>();
    for (String name : names) index(in, name);
    for (String name : spec.categorical()) {
      index(in, name);
      if (names.contains(name)) words.put(name, new TreeSet<>());
    }
    var labels = new TreeSet<String>();
    collect(in, words, labels);
    List<Column> columns = new ArrayList<>();
    for (String name : names)
      columns.add(new Column(name, List.copyOf(words.getOrDefault(name, new TreeSet<>())), 0, 1));
    var schema = new Schema(columns, List.copyOf(labels), 0, 1);
    Bounds.check("features", schema.width(), Bounds.COLUMNS);
    if (columns.isEmpty()) throw new DataException("rows: no column is left to learn from");
    if (kind == TaskKind.CLASSIFICATION && labels.size() < 2)
      throw new DataException("rows: %s has only the labels %s".formatted(spec.label(), labels));
    return schema;
  }

  private void collect(CsvReader in, Map<String, Set<String>> words, Set<String> labels) {
    boolean classes = kind == TaskKind.CLASSIFICATION;
    int label = classes ? index(in, spec.label()) : 0;
    for (List<String> row = in.next(); !row.isEmpty(); row = in.next()) {
      if (classes) gather(in, labels, row, label, Bounds.LABELS);
      for (var column : words.entrySet())
        gather(in, column.getValue(), row, in.header().indexOf(column.getKey()), Bounds.CATEGORIES);
    }
  }

  private static void gather(
      CsvReader in, Set<String> into, List<String> row, int column, int limit) {
    if (row.get(column).isEmpty()) throw in.error(column, "is empty");
    into.add(row.get(column));
    if (into.size() > limit) throw in.error(column, "more than " + limit + " different words");
  }

  /**
   * Reads a table.
   *
   * @throws DataException naming line and column of what is wrong
   */
  public Table read(byte[] csv, Schema schema, Purpose purpose) {
    var in = new CsvReader(csv);
    int[] places = schema.columns().stream().mapToInt(column -> index(in, column.name())).toArray();
    boolean needed = kind == TaskKind.CLASSIFICATION || kind == TaskKind.REGRESSION;
    boolean there =
        purpose != Purpose.PREDICTION
            && spec.hasLabel()
            && (needed || in.header().contains(spec.label()));
    int label = there ? index(in, spec.label()) : -1;
    var rows = new GrowingRows(schema.width());
    var targets = new GrowingRows(1);
    var groups = new TreeMap<String, Integer>();
    for (List<String> row = in.next(); !row.isEmpty(); row = in.next()) {
      double target = label < 0 ? 0 : target(in, row, label, schema, groups);
      if (target != 0 && purpose == Purpose.TRAINING && kind == TaskKind.ANOMALY_DETECTION)
        continue;
      if (label >= 0) targets.add(target);
      for (int i = 0; i < places.length; i++)
        features(in, row, places[i], schema.columns().get(i), rows);
      Bounds.check("rows", ++rows.count, Bounds.ROWS);
      Bounds.check("rows times features", (long) rows.count * schema.width(), Bounds.VALUES);
    }
    if (rows.count == 0) throw new DataException("rows: there is no row to use after the header");
    List<String> labels = kind == TaskKind.CLUSTERING ? byNumber(groups) : schema.labels();
    return new Table(rows.values(), schema.width(), targets.values(), labels);
  }

  private static List<String> byNumber(Map<String, Integer> groups) {
    String[] names = new String[groups.size()];
    groups.forEach((name, number) -> names[number] = name);
    return Arrays.asList(names);
  }

  private double target(
      CsvReader in, List<String> row, int label, Schema schema, Map<String, Integer> groups) {
    String word = row.get(label);
    return switch (kind) {
      case REGRESSION -> number(in, word, label);
      case ANOMALY_DETECTION -> word.equals(spec.normal()) ? 0 : 1;
      case CLUSTERING -> {
        groups.putIfAbsent(word, groups.size());
        if (groups.size() > Bounds.LABELS)
          throw in.error(label, "more than " + Bounds.LABELS + " different labels");
        yield groups.getOrDefault(word, 0);
      }
      case CLASSIFICATION -> {
        int found = schema.labels().indexOf(word);
        if (found < 0)
          throw in.error(
              label,
              "'" + word + "' is none of the labels of the training data: " + schema.labels());
        yield found;
      }
    };
  }

  private static void features(
      CsvReader in, List<String> row, int place, Column column, GrowingRows into) {
    String field = row.get(place);
    if (column.isCategorical()) {
      if (field.isEmpty()) throw in.error(place, "is empty");
      for (String word : column.words()) into.add(word.equals(field) ? 1 : 0);
    } else {
      double scaled = (number(in, field, place) - column.mean()) / column.deviation();
      into.add(Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, scaled)));
    }
  }

  private static double number(CsvReader in, String field, int column) {
    if (!DECIMAL.matcher(field).matches())
      throw in.error(column, "found '" + field + "', expected a decimal number");
    double value = Double.parseDouble(field);
    if (!(Math.abs(value) <= MAX_MAGNITUDE))
      throw in.error(column, field + " is beyond " + MAX_MAGNITUDE);
    // Not -0.0, which compares equal to 0 and has other bits.
    return value == 0 ? 0 : value;
  }

  private static int index(CsvReader in, String name) {
    int index = in.header().indexOf(name);
    if (index < 0)
      throw new DataException("rows: no column is called '" + name + "': " + in.header());
    return index;
  }

  /** Numbers one after the other, as many as come. */
  private static final class GrowingRows {
    private double[] values;
    private int size;
    private int count;

    GrowingRows(int width) {
      values = new double[64 * width];
    }

    void add(double value) {
      if (size == values.length) values = Arrays.copyOf(values, 2 * size);
      values[size++] = value;
    }

    double[] values() {
      return Arrays.copyOf(values, size);
    }
  }
}
