package io.pouw.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What came of a command that ran within the test's JVM. */
record Outcome(int exit, String out, String err) {
  static Outcome of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int exit = PouwCommand.execute(arguments);
      return new Outcome(
          exit,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  void refusesWith(int expectedExit, String text) {
    assertEquals(expectedExit, exit, err);
    assertTrue(err.contains(text), err);
    assertFalse(err.contains("\tat "), "a stack trace: " + err);
  }
}
