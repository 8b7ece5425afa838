package io.pouw.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.model.SettledTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code pouw verify} and {@code pouw predict} as a user sees them, without any plugin. */
class ModelCommandsTest {
  private static final byte[] FILE = new SettledTask().file().write();

  private final PrintStream out = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
  }

  private String lines() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private int verify(byte[] content, String... options) throws IOException {
    Path file = Files.write(folder.resolve("model.pouw"), content);
    String[] all = {file.toString(), "--plugins", folder.resolve("plugins").toString()};
    String[] args = Arrays.copyOf(all, all.length + options.length);
    System.arraycopy(options, 0, args, all.length, options.length);
    return run(new VerifyCommand(), args);
  }

  /** Exit codes as the whole command line gives them for a user's mistake. */
  private static int run(Object command, String... args) {
    var line = new CommandLine(command);
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> failure instanceof IllegalArgumentException ? 2 : 1);
    line.setErr(new PrintWriter(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    return line.execute(args);
  }

  @Test
  void anHonestFileGetsAYes() throws IOException {
    assertEquals(0, verify(FILE), lines());
    assertTrue(lines().contains("yes: the model is what its chain settled"), lines());
  }

  @Test
  void aFlippedByteGetsANoThatSaysWhere() throws IOException {
    byte[] flipped = FILE.clone();
    flipped[FILE.length - 1] ^= 1;
    assertEquals(1, verify(flipped));
    assertTrue(lines().contains("no: container: damaged: model, bytes "), lines());
    assertTrue(lines().contains("the first is chunk 2, model bytes 32768 to 39999"), lines());
  }

  @Test
  void whatIsNoModelFileGetsANo() throws IOException {
    assertEquals(1, verify(new byte[] {1, 2, 3}));
    assertTrue(lines().contains("not a model file"), lines());
  }

  @Test
  void badInputIsTheUsersMistake() throws IOException {
    assertEquals(2, run(new VerifyCommand(), folder.resolve("missing").toString()));
    assertEquals(2, run(new VerifyCommand()));
    assertEquals(2, verify(FILE, "--genesis", "abc"));
    assertEquals(2, verify(FILE, "--threads", "0"));
    assertEquals(2, verify(FILE, "--replay"), "no plugin knows the task type");
    assertEquals(2, run(new PredictCommand(), folder.toString(), "x.png"));
  }

  @Test
  void anotherGenesisGetsANo() throws IOException {
    assertEquals(1, verify(FILE, "--genesis", "00".repeat(32)));
    assertTrue(lines().contains("no: genesis: "), lines());
  }
}
