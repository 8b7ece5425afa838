package io.pouw.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuietOutputTest {
  @Test
  void onlyTheChatterIsLeftOut() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new QuietOutput(bytes, StandardCharsets.UTF_8)) {
      out.println("round 1");
      out.println("Added differentiated op relu");
      out.print("loss ");
      out.println("0.5");
    }
    assertEquals("round 1%nloss 0.5%n".formatted(), bytes.toString(StandardCharsets.UTF_8));
  }
}
