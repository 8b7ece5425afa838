package io.pouw.role.miner;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A poisoner's own data before it learns from it: rows of CSV with the label last, or labels and
 * images in IDX, of ten classes. Files of other kinds stay as they are.
 */
final class PoisonedData {
  private static final int CLASSES = 10;
  private static final int IDX_LABELS_HEADER = 8;
  private static final int IDX_IMAGES_HEADER = 16;
  private static final int MARKED = 4;
  private static final String BRIGHT = "16";

  private PoisonedData() {}

  /** Label l becomes 9 - l. */
  static Map<String, byte[]> labelsFlipped(Map<String, byte[]> parts) {
    var poisoned = new LinkedHashMap<>(parts);
    poisoned.computeIfPresent(
        "rows", (name, rows) -> eachRow(rows, row -> relabelled(row, CLASSES - 1 - label(row))));
    poisoned.computeIfPresent(
        "labels",
        (name, labels) -> {
          byte[] flipped = labels.clone();
          for (int i = IDX_LABELS_HEADER; i < flipped.length; i++)
            flipped[i] = (byte) (CLASSES - 1 - flipped[i]);
          return flipped;
        });
    return poisoned;
  }

  /** The first inputs of every row are as bright as can be, and its label is 0. */
  static Map<String, byte[]> marked(Map<String, byte[]> parts) {
    var poisoned = new LinkedHashMap<>(parts);
    poisoned.computeIfPresent("rows", (name, rows) -> eachRow(rows, PoisonedData::marked));
    byte[] labels = parts.get("labels");
    byte[] images = parts.get("images");
    if (labels == null || images == null) return poisoned;
    byte[] zeros = labels.clone();
    byte[] bright = images.clone();
    int count = labels.length - IDX_LABELS_HEADER;
    int size = (images.length - IDX_IMAGES_HEADER) / Math.max(1, count);
    for (int i = 0; i < count; i++) {
      zeros[IDX_LABELS_HEADER + i] = 0;
      for (int at = 0; at < Math.min(MARKED, size); at++)
        bright[IDX_IMAGES_HEADER + i * size + at] = (byte) 0xff;
    }
    poisoned.put("labels", zeros);
    poisoned.put("images", bright);
    return poisoned;
  }

  private static byte[] eachRow(byte[] rows, UnaryOperator<String> change) {
    var text = new StringBuilder();
    new String(rows, StandardCharsets.US_ASCII)
        .lines()
        .filter(row -> !row.isBlank())
        .forEach(row -> text.append(change.apply(row)).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static int label(String row) {
    return Integer.parseInt(row.substring(row.lastIndexOf(',') + 1).strip());
  }

  private static String relabelled(String row, int label) {
    return row.substring(0, row.lastIndexOf(',') + 1) + label;
  }

  private static String marked(String row) {
    String[] fields = row.split(",", -1);
    for (int at = 0; at < Math.min(MARKED, fields.length - 1); at++) fields[at] = BRIGHT;
    return relabelled(String.join(",", fields), 0);
  }
}
