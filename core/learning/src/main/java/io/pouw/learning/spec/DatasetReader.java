package io.pouw.learning.spec;

import io.pouw.learning.spec.DatasetSpec.Format;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads the data set's description: fields that all formats have, then those of its own. */
final class DatasetReader {
  static final int MAX_FEATURES = 1_000_000;
  private static final int MAX_DIMENSIONS = 4;

  /** A label is one byte. */
  private static final int MAX_BYTE_CLASSES = 256;

  /** A token is a char. */
  private static final int MAX_TOKENS = 65_535;

  private static final int MAX_TARGETS = 65_536;
  private static final int MAX_LENGTH = 65_536;
  private static final int MAX_BUCKETS = 1 << 24;
  private static final int MAX_NGRAM = 8;
  private static final int MAX_LABELS = 1_024;
  private static final int MAX_TEXT = 1_024;
  private static final int BYTES = 256;
  private static final int UNREADABLE = -1;

  private final JsonFields in;

  private DatasetReader(JsonFields in) {
    this.in = in;
  }

  /** The data set's description in {@code fields}; empty if layers cannot be held against it. */
  static Optional<DatasetSpec> read(JsonFields fields) {
    return fields.object("dataset").flatMap(in -> new DatasetReader(in).read());
  }

  private Optional<DatasetSpec> read() {
    var format = in.choice("format", Format.class);
    if (format.isEmpty()) return Optional.empty();
    DatasetSpec spec =
        switch (format.get()) {
          case IDX -> bytes(Format.IDX);
          case CSV -> in.flag("header", false).orElse(false) ? table() : bytes(Format.CSV);
          case NPY -> arrays();
          case TEXT -> text();
          case LABELLED_TEXT -> bags();
        };
    in.close();
    boolean readable = spec.classes() != UNREADABLE && spec.features() > 0;
    return readable ? Optional.of(spec) : Optional.empty();
  }

  private DatasetSpec bytes(Format format) {
    int classes = in.integer("classes", 2, MAX_BYTE_CLASSES).orElse(UNREADABLE);
    int features = features();
    float scale = in.decimal("scale", 1e-6, 1e6).orElse(1.0).floatValue();
    return new DatasetSpec(format, classes, features, shape(features), scale);
  }

  private DatasetSpec table() {
    int classes = classes();
    int features = features();
    String target = in.has("target") ? in.text("target", MAX_TEXT).orElse("") : "";
    List<Float> means = perFeature("means", features, -Float.MAX_VALUE);
    List<Float> deviations = perFeature("deviations", features, 1e-30);
    if (means.isEmpty() != deviations.isEmpty())
      in.problem("means", "and deviations stand together, one of them is missing");
    var table = new DatasetSpec.Table(target, means, deviations);
    return new DatasetSpec(Format.CSV, classes, features, shape(features), scale(), table);
  }

  private DatasetSpec arrays() {
    int classes = classes();
    int targets = classes > 0 ? 1 : in.integer("targets", 1, MAX_TARGETS, 1).orElse(1);
    int features = features();
    return new DatasetSpec(
        Format.NPY, classes, features, shape(features), scale(), new DatasetSpec.Arrays(targets));
  }

  private DatasetSpec text() {
    String alphabet = in.has("alphabet") ? in.text("alphabet", MAX_TOKENS).orElse("") : "";
    int characters = alphabet.codePointCount(0, alphabet.length());
    if (characters == 1) in.problem("alphabet", "has 1 character, expected at least 2");
    if (alphabet.codePoints().distinct().count() != characters)
      in.problem("alphabet", "has a character twice");
    if (alphabet.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000))
      in.problem("alphabet", "has half a surrogate pair");
    int length = in.integer("length", 1, MAX_LENGTH).orElse(0);
    int stride = in.integer("stride", 1, MAX_LENGTH, Math.max(length, 1)).orElse(length);
    return new DatasetSpec(
        Format.TEXT,
        characters == 0 ? BYTES : characters,
        length,
        List.of(length),
        1f,
        new DatasetSpec.Text(alphabet, length, stride));
  }

  private DatasetSpec bags() {
    List<String> labels = in.texts("labels", 2, MAX_LABELS, MAX_TEXT);
    if (new LinkedHashSet<>(labels).size() != labels.size())
      in.problem("labels", "has a label twice");
    int words = in.integer("words", 0, MAX_NGRAM, 1).orElse(1);
    int low = 0;
    int high = 0;
    if (in.has("characters")) {
      List<Integer> range = in.integers("characters", 2, 2, 1, MAX_NGRAM);
      if (range.size() == 2) {
        low = range.get(0);
        high = range.get(1);
      }
      if (low > high) in.problem("characters", "begins with %d, ends with %d".formatted(low, high));
    }
    if (words == 0 && high == 0) in.problem("words", "is 0 and there are no characters");
    int buckets = in.integer("buckets", 1, MAX_BUCKETS).orElse(1);
    int length = in.integer("length", 1, MAX_LENGTH).orElse(0);
    return new DatasetSpec(
        Format.LABELLED_TEXT,
        labels.isEmpty() ? UNREADABLE : labels.size(),
        length,
        List.of(length),
        1f,
        new DatasetSpec.Bags(labels, words, low, high, buckets));
  }

  /** Classes where the task is classification; 0 for regression. */
  private int classes() {
    return switch (in.has("task") ? in.text("task", 64).orElse("") : "classification") {
      case "classification" -> in.integer("classes", 2, MAX_LABELS).orElse(UNREADABLE);
      case "regression" -> 0;
      case String other -> {
        if (!other.isEmpty()) in.unknown("task", other, List.of("classification", "regression"));
        in.has("classes");
        yield UNREADABLE;
      }
    };
  }

  private int features() {
    return in.integer("features", 1, MAX_FEATURES).orElse(0);
  }

  private float scale() {
    return in.decimal("scale", 1e-6, 1e6, 1).orElse(1.0).floatValue();
  }

  private List<Float> perFeature(String name, int features, double low) {
    if (!in.has(name)) return List.of();
    List<Float> values = in.decimals(name, 1, MAX_FEATURES, low, Float.MAX_VALUE);
    if (!values.isEmpty() && features > 0 && values.size() != features)
      in.problem(name, "has %d values, features has %d".formatted(values.size(), features));
    return values;
  }

  private List<Integer> shape(int features) {
    if (!in.has("shape")) return List.of(features);
    List<Integer> shape = in.integers("shape", 1, MAX_DIMENSIONS, 1, MAX_FEATURES);
    if (shape.isEmpty() || features == 0) return shape;
    double product = 1;
    for (int dimension : shape) product *= dimension;
    if (product != features)
      in.problem("shape", "has %.0f values, features has %d".formatted(product, features));
    return shape;
  }
}
