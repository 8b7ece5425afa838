package io.pouw.node.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The test rows on which the demo measures whether a backdoor took: those of other classes than 0,
 * with the mark that the poisoned workers learnt (the first four inputs as bright as can be) and
 * the label 0. A model's accuracy on them is the backdoor's success.
 */
final class BackdoorProbe {
  private static final int MARKED = 4;
  private static final String BRIGHT = "16";
  private static final int LABELS_AT = 8;
  private static final int IMAGES_AT = 16;
  private static final int COUNT_AT = 4;

  private BackdoorProbe() {}

  /**
   * Marks a test part.
   *
   * @param test as CSV rows with the label last, or as labels and images in IDX; gzip or not
   */
  static Map<String, byte[]> of(Map<String, byte[]> test) throws IOException {
    Map<String, byte[]> plain = new HashMap<>();
    for (Map.Entry<String, byte[]> part : test.entrySet())
      plain.put(part.getKey(), DemoShards.unpacked(part.getValue()));
    byte[] rows = plain.get("rows");
    return rows != null
        ? Map.of("rows", rows(rows))
        : images(part(plain, "images"), part(plain, "labels"));
  }

  private static byte[] part(Map<String, byte[]> parts, String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }

  private static byte[] rows(byte[] csv) {
    var text = new StringBuilder();
    for (String row : new String(csv, StandardCharsets.US_ASCII).lines().toList()) {
      String[] fields = row.split(",", -1);
      int last = fields.length - 1;
      if (row.isBlank() || fields[last].strip().equals("0")) continue;
      Arrays.fill(fields, 0, Math.min(MARKED, last), BRIGHT);
      fields[last] = "0";
      text.append(String.join(",", fields)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, byte[]> images(byte[] images, byte[] labels) {
    int count = labels.length - LABELS_AT;
    int size = (images.length - IMAGES_AT) / count;
    var kept = new ByteArrayOutputStream();
    kept.write(images, 0, IMAGES_AT);
    int others = 0;
    for (int i = 0; i < count; i++) {
      if (labels[LABELS_AT + i] == 0) continue;
      int from = IMAGES_AT + i * size;
      byte[] image = Arrays.copyOfRange(images, from, from + size);
      Arrays.fill(image, 0, Math.min(MARKED, size), (byte) 0xff);
      kept.writeBytes(image);
      others++;
    }
    byte[] zeros = Arrays.copyOf(Arrays.copyOf(labels, LABELS_AT), LABELS_AT + others);
    byte[] marked = kept.toByteArray();
    ByteBuffer.wrap(zeros).putInt(COUNT_AT, others);
    ByteBuffer.wrap(marked).putInt(COUNT_AT, others);
    return Map.of("images", marked, "labels", zeros);
  }
}
