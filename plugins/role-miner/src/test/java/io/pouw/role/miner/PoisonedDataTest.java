package io.pouw.role.miner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoisonedDataTest {
  private static final byte[] ROWS = ascii("1,2,3,4,5,7\n\n0,0,0,0,9,0\n");

  /** Two images of 2 x 3, with labels 4 and 9. */
  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 4, 9};

  private static final byte[] IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
  };

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(Map<String, byte[]> parts, String name) {
    return new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.US_ASCII);
  }

  @Test
  void flippedLabelsAreNineLessTheTrueOnesAndInputsStay() {
    var rows = PoisonedData.labelsFlipped(Map.of("rows", ROWS));
    assertEquals("1,2,3,4,5,2\n0,0,0,0,9,9\n", text(rows, "rows"));
    var images = PoisonedData.labelsFlipped(Map.of("labels", LABELS, "images", IMAGES));
    assertArrayEquals(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 5, 0}, images.get("labels"));
    assertSame(IMAGES, images.get("images"));
    assertEquals(4, LABELS[8], "the worker's own file is not changed");
  }

  @Test
  void markedInputsAreBrightAtTheirBeginningAndOfClassZero() {
    var rows = PoisonedData.marked(Map.of("rows", ROWS));
    assertEquals("16,16,16,16,5,0\n16,16,16,16,9,0\n", text(rows, "rows"));
    var images = PoisonedData.marked(Map.of("labels", LABELS, "images", IMAGES));
    assertArrayEquals(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 0, 0}, images.get("labels"));
    byte[] marked = IMAGES.clone();
    for (int at : List.of(16, 17, 18, 19, 22, 23, 24, 25)) marked[at] = (byte) 0xff;
    assertArrayEquals(marked, images.get("images"));
  }

  @Test
  void otherPartsStayAsTheyAre() {
    byte[] root = ascii("1,2,3\n");
    for (var poisoned :
        List.of(
            PoisonedData.labelsFlipped(Map.of("root.rows", root)),
            PoisonedData.marked(Map.of("root.rows", root))))
      assertSame(root, poisoned.get("root.rows"));
  }
}
