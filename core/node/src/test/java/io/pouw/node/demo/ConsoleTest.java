package io.pouw.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final char ESCAPE = 27;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Progress at(int round, long height, float loss) {
    return new Progress(
        "training",
        round,
        32,
        loss,
        Double.NaN,
        height,
        height + 1,
        Double.NaN,
        8L * round,
        4,
        3,
        0,
        "1.5");
  }

  @Test
  void whereThereIsNoTerminalOnlyPlainLinesAppearAndOnlyWhenSomethingHappened() {
    var console = new Console(out, false);
    console.show(at(4, 10, 0.25f));
    console.show(at(4, 11, 0.25f));
    console.show(at(4, 12, 0.25f));
    assertEquals(1, shown().lines().count(), shown());
    console.show(at(8, 13, 0.125f));
    assertEquals(2, shown().lines().count(), shown());
    assertFalse(shown().indexOf(ESCAPE) >= 0, shown());
    assertTrue(shown().contains("round 8/32 loss 0.1250"), shown());
    assertTrue(shown().contains("minted 1.5"), shown());
  }

  @Test
  void onATerminalThePanelIsDrawnOverItselfAndLinesStayAboveIt() {
    var console = new Console(out, true);
    console.show(at(16, 10, 0.25f));
    int panel = (int) shown().lines().count();
    assertEquals(-1, shown().indexOf(ESCAPE));
    assertTrue(shown().contains("#".repeat(20) + ".".repeat(20)), shown());
    bytes.reset();
    console.line("miner-1 was caught");
    long erased = shown().chars().filter(c -> c == ESCAPE).count();
    assertEquals(2L * panel, erased, "up and clear for each line of the panel");
    bytes.reset();
    console.line("and again");
    assertEquals("and again" + System.lineSeparator(), shown());
  }

  @Test
  void whatIsNotKnownYetIsADash() {
    Progress unknown = at(0, 0, Float.NaN);
    assertEquals("-", unknown.lossText());
    assertEquals("-", unknown.accuracyText());
    assertEquals("-", unknown.finalityText());
  }
}
