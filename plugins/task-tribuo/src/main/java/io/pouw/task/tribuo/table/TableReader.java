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
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?");

  private final TaskKind kind;
  private final DataSpec spec;
  private final Gaps gaps;

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
    this.gaps = new Gaps(kind, spec);
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
    if (kind != TaskKind.REGRESSION) return new Schema(columns, raw.labels(), 0, 1, raw.fills());
    double mean = mean(table.targets(), 0, 1);
    double deviation = deviation(table.targets(), 0, 1, mean);
    return new Schema(columns, raw.labels(), mean, deviation, raw.fills());
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
    int[] places = names.stream().mapToInt(name -> index(in, name)).toArray();
    int label = spec.hasLabel() && isLabelled(in) ? index(in, spec.label()) : -1;
    collect(in, words, labels, places, label);
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      if (words.containsKey(name) && words.getOrDefault(name, Set.of()).isEmpty())
        throw new DataException("rows: column " + name + " has no word in the training data");
      columns.add(new Column(name, List.copyOf(words.getOrDefault(name, new TreeSet<>())), 0, 1));
    }
    var schema = new Schema(columns, List.copyOf(labels), 0, 1, List.of());
    Bounds.check("features", schema.width(), Bounds.COLUMNS);
    if (columns.isEmpty()) throw new DataException("rows: no column is left to learn from");
    if (kind == TaskKind.CLASSIFICATION && labels.size() < 2)
      throw new DataException("rows: %s has only the labels %s".formatted(spec.label(), labels));
    return schema.withFills(gaps.fills(csv, schema, places, label));
  }

  /** Whether the label is to be read, were it there; training data of some kinds may be without. */
  private boolean isLabelled(CsvReader in) {
    boolean needed = kind == TaskKind.CLASSIFICATION || kind == TaskKind.REGRESSION;
    return needed || in.header().contains(spec.label());
  }

  private void collect(
      CsvReader in, Map<String, Set<String>> words, Set<String> labels, int[] places, int label) {
    boolean classes = kind == TaskKind.CLASSIFICATION;
    for (List<String> row = in.next(); !row.isEmpty(); row = in.next()) {
      if (gaps.drops(in, row, places, label)) continue;
      if (classes) gather(in, labels, row, label, Bounds.LABELS);
      for (var column : words.entrySet())
        gather(in, column.getValue(), row, in.header().indexOf(column.getKey()), Bounds.CATEGORIES);
    }
  }

  private void gather(CsvReader in, Set<String> into, List<String> row, int column, int limit) {
    if (gaps.isMissing(row.get(column))) return;
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
    if (spec.missing().fills() && schema.fills().isEmpty())
      throw new IllegalArgumentException("state: it does not say what missing values become");
    var in = new CsvReader(csv);
    int[] places = schema.columns().stream().mapToInt(column -> index(in, column.name())).toArray();
    boolean there = purpose != Purpose.PREDICTION && spec.hasLabel() && isLabelled(in);
    int label = there ? index(in, spec.label()) : -1;
    var rows = new GrowingRows(schema.width());
    var targets = new GrowingRows(1);
    var groups = new TreeMap<String, Integer>();
    for (List<String> row = in.next(); !row.isEmpty(); row = in.next()) {
      if (purpose == Purpose.PREDICTION) gaps.requireWhole(in, row, places);
      else if (gaps.drops(in, row, places, label)) continue;
      double target = label < 0 ? 0 : target(in, row, label, schema, groups);
      if (target != 0 && purpose == Purpose.TRAINING && kind == TaskKind.ANOMALY_DETECTION)
        continue;
      if (label >= 0) targets.add(target);
      for (int i = 0; i < places.length; i++) features(in, row, places[i], schema, i, rows);
      Bounds.check("rows", rows.end(), Bounds.ROWS);
      Bounds.check("rows times features", (long) rows.count() * schema.width(), Bounds.VALUES);
    }
    if (rows.count() == 0) throw new DataException("rows: there is no row to use after the header");
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

  private void features(
      CsvReader in, List<String> row, int place, Schema schema, int index, GrowingRows into) {
    String field = row.get(place);
    boolean missing = gaps.isMissing(field);
    Column column = schema.columns().get(index);
    if (column.isCategorical()) {
      if (!missing && field.isEmpty()) throw in.error(place, "is empty");
      for (String word : column.words()) into.add(!missing && word.equals(field) ? 1 : 0);
    } else {
      double value = missing ? schema.fills().get(index) : number(in, field, place);
      double scaled = (value - column.mean()) / column.deviation();
      into.add(Math.max(-Bounds.MAGNITUDE, Math.min(Bounds.MAGNITUDE, scaled)));
    }
  }

  static double number(CsvReader in, String field, int column) {
    if (!DECIMAL.matcher(field).matches())
      throw in.error(column, "found '" + field + "', expected a decimal number");
    double value = Double.parseDouble(field);
    if (!(Math.abs(value) <= Bounds.MAGNITUDE))
      throw in.error(column, field + " is beyond " + Bounds.MAGNITUDE);
    // Not -0.0, which compares equal to 0 and has other bits.
    return value == 0 ? 0 : value;
  }

  private static int index(CsvReader in, String name) {
    int index = in.header().indexOf(name);
    if (index < 0)
      throw new DataException("rows: no column is called '" + name + "': " + in.header());
    return index;
  }
}
