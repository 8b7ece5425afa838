package io.pouw.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
  private static DemoOptions options(int miners, int cheaters, int verifiers) {
    return new DemoOptions(
        "digits",
        4,
        miners,
        2,
        verifiers,
        2,
        cheaters,
        0,
        Optional.empty(),
        Optional.empty(),
        Path.of("m.pouw"),
        Optional.empty(),
        Path.of("validators.json"),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Test
  void oneMinerHasToBeHonest() {
    assertEquals(3, options(4, 3, 3).cheaters());
    var refusal = assertThrows(IllegalArgumentException.class, () -> options(4, 4, 3));
    assertTrue(String.valueOf(refusal.getMessage()).contains("4 cheaters of 4 miners"));
    assertThrows(IllegalArgumentException.class, () -> options(4, -1, 3));
  }

  @Test
  void everyRoleIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> options(4, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> options(0, -1, 3));
  }
}
