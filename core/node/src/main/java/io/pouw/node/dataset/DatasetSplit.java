package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.Split;
import io.pouw.node.model.BadInputException;
import io.pouw.primitives.Hash;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Splits an imported data set into training and test data: the same data, fraction and seed give
 * the same files everywhere. A text is cut once, its end is for testing. Rows are copied one by
 * one; in memory are their numbers and labels.
 *
 * @param testFraction of the rows, over 0 and under 1
 * @param stratified whether each class is split in the same proportion
 */
record DatasetSplit(double testFraction, Hash seed, boolean stratified) {
  DatasetSplit {
    if (!(testFraction > 0 && testFraction < 1))
      throw new BadInputException("a test fraction is over 0 and under 1, not " + testFraction);
  }

  /** The seed that a text stands for. */
  static Hash seed(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Both parts, training first, below {@code to}; their descriptions are still to be written. */
  List<DatasetFolder> split(DatasetFolder data, Path to) throws IOException {
    return switch (data.dataset().path("format").asText()) {
      case "npy" -> arrays(data, to);
      case "labelled_text" -> lines(data, to);
      case "text" -> text(data, to);
      case String other -> throw new BadInputException("data of format " + other + " is not split");
    };
  }

  private List<DatasetFolder> arrays(DatasetFolder data, Path to) throws IOException {
    try (var x = NpyRows.open(data.file("x"));
        var y = NpyRows.open(data.file("y"))) {
      Split split = split(y.rows(), stratified ? labels(y) : new int[0]);
      var parts = new ArrayList<DatasetFolder>();
      for (boolean testing : new boolean[] {false, true}) {
        Path folder = Files.createDirectories(to.resolve(testing ? "test" : "training"));
        int[] rows = testing ? split.test() : split.training();
        copy(x, rows, folder.resolve("x.npy"));
        copy(y, rows, folder.resolve("y.npy"));
        parts.add(DatasetFolder.ofArrays(folder, data.dataset(), data.classes()));
      }
      return parts;
    }
  }

  private static int[] labels(NpyRows y) {
    if (y.rowSize() != 1) throw new BadInputException("--stratified needs classes as targets");
    int[] labels = new int[y.rows()];
    double[] label = new double[1];
    for (int i = 0; i < labels.length; i++) {
      y.values(i, label);
      if (label[0] != (int) label[0])
        throw new BadInputException(
            "--stratified needs classes, row %d is %s".formatted(i, label[0]));
      labels[i] = (int) label[0];
    }
    return labels;
  }

  private static void copy(NpyRows from, int[] rows, Path to) throws IOException {
    if (from.header().order() != java.nio.ByteOrder.LITTLE_ENDIAN)
      throw new BadInputException("the arrays are big-endian: save them little-endian");
    var shape = new ArrayList<>(from.header().shape());
    shape.set(0, rows.length);
    try (var out = new NpyWriter(to, from.header().type(), shape)) {
      for (int row : rows) out.write(from.bytes(row));
    }
  }

  private Split split(int rows, int[] labels) {
    Split split =
        stratified
            ? Split.stratified(new Labels(labels), testFraction, seed)
            : Split.random(rows, testFraction, seed);
    if (split.training().length == 0 || split.test().length == 0)
      throw new BadInputException(
          "%d rows make %d for training and %d for testing, expected at least 1 each"
              .formatted(rows, split.training().length, split.test().length));
    return split;
  }

  /** Nothing but labels. */
  private record Labels(int[] labels) implements Dataset {
    @Override
    public int rows() {
      return labels.length;
    }

    @Override
    public int features() {
      return 0;
    }

    @Override
    public int targets() {
      return 1;
    }

    @Override
    public void copyRow(int row, float[] into, int at) {}

    @Override
    public void copyTargets(int row, float[] into, int at) {
      into[at] = labels[row];
    }
  }

  private List<DatasetFolder> lines(DatasetFolder data, Path to) throws IOException {
    Path file = data.file("rows");
    int[] labels = labels(file, data.classes());
    boolean[] testing = new boolean[labels.length];
    for (int row : split(labels.length, labels).test()) testing[row] = true;
    List<Path> folders = List.of(to.resolve("training"), to.resolve("test"));
    for (Path folder : folders) Files.createDirectories(folder);
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        var training = out(folders.getFirst());
        var test = out(folders.getLast())) {
      int row = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        (testing[row] ? test : training).write(b);
        if (b == '\n') row++;
      }
      // The last line of a file may have no end, which may now lie within.
      if (row < testing.length) (testing[row] ? test : training).write('\n');
    }
    return folders.stream()
        .map(each -> DatasetFolder.ofFile(each, data.dataset(), data.classes(), "rows", "rows.tsv"))
        .toList();
  }

  private static OutputStream out(Path folder) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(folder.resolve("rows.tsv")), 1 << 16);
  }

  /** The class of each line, by its place among the names. */
  private static int[] labels(Path file, List<String> classes) throws IOException {
    var names = List.copyOf(new TreeSet<>(classes));
    int[] labels = new int[1 << 10];
    int rows = 0;
    var label = new ByteArrayOutputStream();
    boolean inLabel = true;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (inLabel && b == '\t') {
          if (rows == labels.length) labels = Arrays.copyOf(labels, Math.multiplyExact(2, rows));
          labels[rows++] = names.indexOf(label.toString(StandardCharsets.UTF_8));
          label.reset();
          inLabel = false;
        } else if (b == '\n') inLabel = true;
        else if (inLabel) label.write(b);
      }
    }
    return Arrays.copyOf(labels, rows);
  }

  private List<DatasetFolder> text(DatasetFolder data, Path to) throws IOException {
    if (stratified) throw new BadInputException("a text has no classes: leave out --stratified");
    Path file = data.file("text");
    long cut = startOfCharacter(file, (long) ((1 - testFraction) * Files.size(file)));
    var parts = new ArrayList<DatasetFolder>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (boolean testing : new boolean[] {false, true}) {
        Path folder = Files.createDirectories(to.resolve(testing ? "test" : "training"));
        long left = testing ? Files.size(file) - cut : cut;
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(folder.resolve("text.txt"))) {
          while (left > 0) {
            int n = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
            if (n == 0) throw new BadInputException(file + " became shorter");
            out.write(buffer, 0, n);
            left -= n;
          }
        }
        ObjectNode spec = data.dataset();
        parts.add(DatasetFolder.ofFile(folder, spec, data.classes(), "text", "text.txt"));
      }
    }
    return parts;
  }

  /** The first byte from {@code at} on that does not go on with a character of UTF-8. */
  private static long startOfCharacter(Path file, long at) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(at);
      long found = at;
      for (int b = in.read(); b >= 0 && (b & 0xc0) == 0x80; b = in.read()) found++;
      return found;
    }
  }
}
