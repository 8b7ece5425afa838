package io.pouw.node.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackdoorProbeTest {
  @Test
  void rowsOfOtherClassesCarryTheMarkAndTheLabelOfTheAttacker() throws IOException {
    byte[] rows = "1,2,3,4,5,7\n9,9,9,9,9,0\n0,0,0,0,8,3\n".getBytes(StandardCharsets.US_ASCII);
    byte[] marked = BackdoorProbe.of(Map.of("rows", rows)).getOrDefault("rows", new byte[0]);
    assertEquals(
        "16,16,16,16,5,0\n16,16,16,16,8,0\n", new String(marked, StandardCharsets.US_ASCII));
  }

  @Test
  void imagesOfOtherClassesCarryItToo() throws IOException {
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 0, 5};
    byte[] images = new byte[16 + 2 * 5];
    images[3] = 3;
    images[7] = 2;
    images[25] = 77;
    Map<String, byte[]> marked = BackdoorProbe.of(Map.of("images", images, "labels", labels));
    assertArrayEquals(
        new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 0}, marked.getOrDefault("labels", new byte[0]));
    byte[] image = marked.getOrDefault("images", new byte[0]);
    assertEquals(16 + 5, image.length);
    assertEquals(1, image[7]);
    assertEquals(-1, image[16]);
    assertEquals(77, image[20]);
  }
}
