package io.pouw.task.neural;

import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.IdxFormat;
import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.ModelSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a data set by name: {@code images} and {@code labels} for the format {@code idx},
 * {@code rows} for {@code csv}.
 */
final class DataParts {
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final String ROWS = "rows";

  private DataParts() {}

  static Dataset read(ModelSpec spec, Map<String, byte[]> parts) {
    DatasetSpec format = spec.dataset();
    return switch (format.format()) {
      case IDX -> {
        requireNames(parts, format, Set.of(IMAGES, LABELS));
        yield IdxFormat.read(part(parts, IMAGES), part(parts, LABELS), format);
      }
      case CSV -> {
        requireNames(parts, format, Set.of(ROWS));
        yield CsvFormat.read(part(parts, ROWS), format);
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
