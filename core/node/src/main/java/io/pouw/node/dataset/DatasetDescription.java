package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.data.NpyArray;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in a file or an imported data set: rows, shape, classes, the least, greatest and mean
 * value, missing values, hash. Files are read row by row, whatever their size.
 */
final class DatasetDescription {
  private static final int MAX_CLASSES = 1_024;

  private DatasetDescription() {}

  /** As JSON; of a folder, each part and the classes. */
  static ObjectNode of(Path place) throws IOException {
    ObjectNode json = DatasetFolder.object();
    if (!Files.isDirectory(place)) {
      describe(place, json, Optional.empty());
      return json;
    }
    DatasetFolder data = DatasetFolder.read(place);
    json.set("dataset", data.dataset());
    ObjectNode parts = json.putObject("parts");
    for (var part : data.files().entrySet())
      describe(
          data.file(part.getKey()),
          parts.putObject(part.getKey()),
          part.getKey().equals("y") && data.dataset().has("classes")
              ? Optional.of(data.classes())
              : Optional.empty());
    return json;
  }

  /**
   * @param classes if the values are labels, the names of the classes, or none
   */
  private static void describe(Path file, ObjectNode json, Optional<List<String>> classes)
      throws IOException {
    if (!Files.isRegularFile(file)) throw new BadInputException("there is no file " + file);
    String name = String.valueOf(file.getFileName());
    json.put("file", name);
    if (name.endsWith(".npy")) describeArray(file, json, classes);
    else if (IdxImport.isNamedSo(file)) describeIdx(file, json);
    else if (name.endsWith(".csv") || name.endsWith(".csv.gz")) describeTable(file, json);
    else if (name.matches(".*\\.(txt|tsv)(\\.gz)?")) describeText(file, json);
    else
      throw new BadInputException(
          file
              + ": expected a folder that was imported, or a name in .npy, .idx, .csv, .txt or .tsv");
    FileDigest digest = FileDigest.of(file);
    json.put("bytes", digest.bytes())
        .put("sha256", digest.sha256().toString())
        .put("blob", digest.blob().toString());
  }

  /** A file of one dimension holds labels, by the custom of the format. */
  private static void describeIdx(Path file, ObjectNode json) throws IOException {
    Path npy = Files.createTempFile("pouw-describe", ".npy");
    try {
      IdxImport.toNpy(file, npy);
      boolean labels;
      try (NpyRows rows = NpyRows.open(npy)) {
        labels = rows.header().shape().size() == 1;
      }
      describeArray(npy, json, labels ? Optional.of(List.of()) : Optional.empty());
    } finally {
      Files.delete(npy);
    }
  }

  private static void describeArray(Path file, ObjectNode json, Optional<List<String>> classes) {
    try (NpyRows rows = NpyRows.open(file)) {
      json.put("rows", rows.rows());
      var shape = json.putArray("shape");
      rows.header().shape().forEach(shape::add);
      json.put("type", rows.header().type().name().toLowerCase(java.util.Locale.ROOT));
      var figures = new Figures();
      Map<Integer, Integer> counts = new TreeMap<>();
      double[] row = new double[rows.rowSize()];
      for (int i = 0; i < rows.rows(); i++) {
        rows.values(i, row);
        for (double value : row) figures.add(value);
        if (classes.isPresent()) counts.merge((int) row[0], 1, Integer::sum);
        if (counts.size() > MAX_CLASSES)
          throw new BadInputException(file + " has more than " + MAX_CLASSES + " classes");
      }
      boolean whole = rows.header().type() == NpyArray.Type.U1;
      write(figures, json, whole);
      if (classes.isPresent()) {
        ObjectNode named = json.putObject("classes");
        counts.forEach((label, count) ->
            named.put(
                label < classes.get().size() ? classes.get().get(label) : String.valueOf(label),
                count));
      }
    }
  }

  private static void describeTable(Path file, ObjectNode json) throws IOException {
    try (var in = new CsvFile(file)) {
      List<String> names = in.next().orElseThrow(() -> new BadInputException(file + " is empty"));
      boolean header = names.stream().anyMatch(each -> !Figures.isDecimal(each));
      var columns = names.stream().map(_ -> new Figures()).toList();
      long rows = 0;
      for (Optional<List<String>> row = header ? in.next() : Optional.of(names);
          row.isPresent();
          row = in.next()) {
        if (row.get().size() != columns.size())
          throw in.error("has %d columns, expected %d".formatted(row.get().size(), columns.size()));
        for (int i = 0; i < columns.size(); i++) see(columns.get(i), row.get().get(i));
        rows++;
      }
      json.put("rows", rows).put("columns", columns.size()).put("header", header);
      ObjectNode each = json.putObject("values");
      for (int i = 0; i < columns.size(); i++)
        write(columns.get(i), each.putObject(header ? names.get(i) : "column " + (i + 1)), false);
    }
  }

  /** A word counts as a value of no size. */
  private static void see(Figures column, String field) {
    if (Figures.isMissing(field)) column.addMissing();
    else if (Figures.isDecimal(field)) column.add(Double.parseDouble(field));
    else column.addWord();
  }

  private static void write(Figures figures, ObjectNode json, boolean whole) {
    if (figures.count() > 0) {
      if (whole) json.put("min", (int) figures.min()).put("max", (int) figures.max());
      else json.put("min", figures.min()).put("max", figures.max());
      json.put("mean", figures.mean());
    }
    if (figures.words() > 0) json.put("words", figures.words());
    json.put("missing", figures.missing());
  }

  private static void describeText(Path file, ObjectNode json) throws IOException {
    long lines = 0;
    long bytes = 0;
    int last = '\n';
    Map<String, Integer> labels = new TreeMap<>();
    try (InputStream in = CsvFile.unpacked(file)) {
      var label = new StringBuilder();
      boolean inLabel = true;
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes++;
        last = b;
        if (b == '\n') {
          lines++;
          inLabel = true;
          label.setLength(0);
        } else if (inLabel && b == '\t') {
          inLabel = false;
          if (labels.size() < MAX_CLASSES) labels.merge(label.toString(), 1, Integer::sum);
        } else if (inLabel && label.length() < MAX_CLASSES) label.append((char) b);
      }
    }
    json.put("rows", last == '\n' ? lines : lines + 1).put("unpacked_bytes", bytes);
    if (String.valueOf(file.getFileName()).contains(".tsv")) {
      ObjectNode named = json.putObject("classes");
      labels.forEach(named::put);
    }
  }
}
