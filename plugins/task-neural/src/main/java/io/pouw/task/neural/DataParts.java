package io.pouw.task.neural;

import io.pouw.learning.data.ArrayRows;
import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.IdxFormat;
import io.pouw.learning.data.LabelledTextFormat;
import io.pouw.learning.data.TableFormat;
import io.pouw.learning.data.TextFormat;
import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.ModelSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The files of a data set by name: {@code images} and {@code labels} for the format {@code idx},
 * {@code rows} for {@code csv} and {@code labelled_text}, {@code text} for {@code text}, {@code
 * arrays} (one {@code .npz}) or {@code x} and {@code y} for {@code npy}.
 */
final class DataParts {
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final String ROWS = "rows";
  private static final String TEXT = "text";
  private static final String ARRAYS = "arrays";
  private static final String X = "x";
  private static final String Y = "y";

  private DataParts() {}

  /** The data that is trained or scored on: all parts but those of the trusted data. */
  static Dataset read(ModelSpec spec, Map<String, byte[]> parts) {
    return read(spec.dataset(), own(spec, parts));
  }

  /** The parts that are no trusted data. */
  static Map<String, byte[]> own(ModelSpec spec, Map<String, byte[]> parts) {
    Map<String, byte[]> own = new TreeMap<>(parts);
    spec.aggregation().rootData().ifPresent(root -> own.keySet().removeIf(isOf(root)));
    return own;
  }

  /**
   * The trusted data that the task's rule needs: the parts {@code root.rows}, or what else the
   * format has, where it is called {@code root}. Empty if it needs none.
   */
  static Optional<Dataset> trusted(ModelSpec spec, Map<String, byte[]> parts) {
    return spec.aggregation()
        .rootData()
        .map(root -> {
          Map<String, byte[]> trusted = new TreeMap<>();
          parts.forEach((name, content) -> {
            if (isOf(root).test(name)) trusted.put(name.substring(root.length() + 1), content);
          });
          if (trusted.isEmpty())
            throw new IllegalArgumentException(
                "%s needs trusted data: parts named %s.PART beside the task's own"
                    .formatted(spec.aggregation().type(), root));
          return read(spec.dataset(), trusted);
        });
  }

  private static Predicate<String> isOf(String root) {
    return name -> name.startsWith(root + ".");
  }

  private static Dataset read(DatasetSpec format, Map<String, byte[]> parts) {
    return switch (format.format()) {
      case IDX -> {
        requireNames(parts, format, Set.of(IMAGES, LABELS));
        yield IdxFormat.read(part(parts, IMAGES), part(parts, LABELS), format);
      }
      case CSV -> {
        requireNames(parts, format, Set.of(ROWS));
        yield format.details() instanceof DatasetSpec.Table
            ? TableFormat.read(part(parts, ROWS), format)
            : CsvFormat.read(part(parts, ROWS), format);
      }
      case NPY -> {
        if (parts.containsKey(ARRAYS)) {
          requireNames(parts, format, Set.of(ARRAYS));
          yield ArrayRows.read(part(parts, ARRAYS), format);
        }
        requireNames(parts, format, Set.of(X, Y));
        yield ArrayRows.read(part(parts, X), part(parts, Y), format);
      }
      case TEXT -> {
        requireNames(parts, format, Set.of(TEXT));
        yield TextFormat.read(part(parts, TEXT), format);
      }
      case LABELLED_TEXT -> {
        requireNames(parts, format, Set.of(ROWS));
        yield LabelledTextFormat.read(part(parts, ROWS), format);
      }
    };
  }

  private static void requireNames(
      Map<String, byte[]> parts, DatasetSpec format, Set<String> names) {
    if (!parts.keySet().equals(names))
      throw new IllegalArgumentException(
          "data of format %s has the parts %s, not %s"
              .formatted(format.format(), new TreeSet<>(names), new TreeSet<>(parts.keySet())));
  }

  private static byte[] part(Map<String, byte[]> parts, String name) {
    byte[] content = parts.get(name);
    if (content == null) throw new IllegalArgumentException("the part " + name + " is missing");
    return content;
  }
}
