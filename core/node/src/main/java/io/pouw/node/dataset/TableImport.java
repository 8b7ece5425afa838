package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.data.NpyArray;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Turns a table into a data set of 32-bit floats: one column is the target, the others are the
 * features in their order. The file is read twice, line by line. A class may be a word: the classes
 * are numbered in the order of the numbers, or else of the words.
 *
 * @param header whether the first line names the columns
 * @param target name of the target's column, or its number from 1; without it the last
 * @param regression whether the target is a number, not a class
 * @param dropMissing whether a row with a missing value is left out; otherwise it is refused
 */
public record TableImport(
    boolean header, Optional<String> target, boolean regression, boolean dropMissing) {
  private static final int MAX_CLASSES = 1_024;

  /** What the first pass finds. */
  private record Plan(int columns, int target, int rows, List<String> classes) {
    int features() {
      return columns - 1;
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadInputException naming line and column of what is wrong
   */
  DatasetFolder read(Path csv, Path to) throws IOException {
    Plan plan = plan(csv);
    Files.createDirectories(to);
    NpyArray.Type type =
        regression ? NpyArray.Type.F4 : NpyWriter.typeOfLabels(plan.classes().size());
    try (var in = new CsvFile(csv);
        var x =
            new NpyWriter(
                to.resolve("x.npy"), NpyArray.Type.F4, List.of(plan.rows(), plan.features()));
        var y = new NpyWriter(to.resolve("y.npy"), type, List.of(plan.rows()))) {
      if (header) in.next();
      float[] features = new float[plan.features()];
      for (Optional<List<String>> row = in.next(); row.isPresent(); row = in.next()) {
        List<String> fields = row.get();
        if (hasMissing(in, fields)) continue;
        for (int column = 0, feature = 0; column < fields.size(); column++)
          if (column != plan.target()) features[feature++] = number(in, column, fields.get(column));
        x.writeFloats(features);
        String value = fields.get(plan.target());
        if (regression) y.writeFloats(new float[] {number(in, plan.target(), value)});
        else y.writeLabel(plan.classes().indexOf(value), type);
      }
    }
    return DatasetFolder.ofArrays(to, spec(plan), plan.classes());
  }

  private Plan plan(Path csv) throws IOException {
    try (var in = new CsvFile(csv)) {
      Optional<List<String>> first = in.next();
      if (first.isEmpty()) throw new BadInputException(csv + " is empty");
      int columns = first.get().size();
      if (columns < 2)
        throw in.error(
            "has %d column, expected a target and at least one feature".formatted(columns));
      int at = column(in, first.get());
      var classes = new TreeSet<String>(TableImport::compare);
      long rows = 0;
      for (Optional<List<String>> row = header ? in.next() : first;
          row.isPresent();
          row = in.next()) {
        if (row.get().size() != columns)
          throw in.error("has %d columns, expected %d".formatted(row.get().size(), columns));
        if (hasMissing(in, row.get())) continue;
        rows++;
        if (!regression) classes.add(row.get().get(at));
        if (classes.size() > MAX_CLASSES)
          throw in.error(
              "has class %d, at most %d can be: is it a regression?"
                  .formatted(classes.size(), MAX_CLASSES));
      }
      if (rows == 0 || rows > Integer.MAX_VALUE)
        throw new BadInputException(csv + " has " + rows + " rows");
      if (!regression && classes.size() < 2)
        throw new BadInputException(csv + " has one class only: " + classes);
      return new Plan(columns, at, (int) rows, List.copyOf(classes));
    }
  }

  private int column(CsvFile in, List<String> first) {
    if (target.isEmpty()) return first.size() - 1;
    int named = header ? first.indexOf(target.get()) : -1;
    if (named >= 0) return named;
    if (target.get().matches("[1-9][0-9]{0,6}")) {
      int number = Integer.parseInt(target.get());
      if (number <= first.size()) return number - 1;
    }
    throw in.error(
        "has no column '%s': %s".formatted(target.get(), first.stream().limit(20).toList()));
  }

  private boolean hasMissing(CsvFile in, List<String> fields) {
    for (int column = 0; column < fields.size(); column++)
      if (Figures.isMissing(fields.get(column))) {
        if (dropMissing) return true;
        throw in.error(
            "has no value in column %d: mend it, or leave out such rows with --drop-missing"
                .formatted(column + 1));
      }
    return false;
  }

  private static float number(CsvFile in, int column, String field) {
    float value = Figures.isDecimal(field) ? Float.parseFloat(field) : Float.NaN;
    if (!Float.isFinite(value))
      throw in.error(
          "has '%s' in column %d, expected a decimal number within the range of a 32-bit float"
              .formatted(field, column + 1));
    return value;
  }

  /** Numbers before words, by value; what is equal by value in the order of the characters. */
  private static int compare(String one, String other) {
    boolean number = Figures.isDecimal(one);
    if (number != Figures.isDecimal(other)) return number ? -1 : 1;
    int byValue = number ? Double.compare(Double.parseDouble(one), Double.parseDouble(other)) : 0;
    return byValue != 0 ? byValue : one.compareTo(other);
  }

  private ObjectNode spec(Plan plan) {
    ObjectNode spec = DatasetFolder.object().put("format", "npy");
    if (regression) spec.put("task", "regression");
    else spec.put("classes", plan.classes().size());
    return spec.put("features", plan.features());
  }
}
