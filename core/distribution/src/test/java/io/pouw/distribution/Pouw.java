package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The assembled product, run by its launcher as a user does: in a process of its own, from some
 * folder.
 */
final class Pouw {
  private static final long LIMIT_SECONDS = 300;

  private final Path folder;
  private final String options;

  /** Runs from this folder; file arguments are relative to it. */
  Pouw(Path folder) {
    this(folder, "");
  }

  private Pouw(Path folder, String options) {
    this.folder = folder;
    this.options = options;
  }

  /**
   * The same with the JVM's first compiler only, for runs that train little: the second one would
   * cost more than it gives back.
   */
  Pouw brief() {
    return new Pouw(folder, "-XX:TieredStopAtLevel=1");
  }

  /** What a run printed and how it ended. */
  record Run(List<String> command, int status, String out, String err) {
    Run exitsWith(int expected) {
      assertEquals(expected, status, this::toString);
      return this;
    }

    /** No warning of the JVM and no stack trace reached the user. */
    Run isQuiet() {
      assertFalse(err.contains("WARNING"), this::toString);
      assertFalse(err.contains("\tat "), this::toString);
      return this;
    }

    /** On either stream. */
    Run says(String text) {
      assertTrue(out.contains(text) || err.contains(text), () -> "no '" + text + "' in " + this);
      return this;
    }

    @Override
    public String toString() {
      return command + " ended with " + status + "\n-- output\n" + out + "\n-- errors\n" + err;
    }
  }

  /** The assembled folder. */
  static Path home() {
    return Path.of(Objects.requireNonNull(System.getProperty("pouw.home"), "set by the build"));
  }

  /** {@code ./pouw ARGUMENTS}. */
  Run run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(home().resolve("pouw").toString()), arguments);
  }

  /** {@code java -jar pouw.jar ARGUMENTS}. */
  Run runJar(Path java, String... arguments) throws IOException, InterruptedException {
    return runJar(java, home().resolve("pouw.jar"), arguments);
  }

  /** {@code java -jar JAR ARGUMENTS}. */
  Run runJar(Path java, Path jar, String... arguments) throws IOException, InterruptedException {
    return run(List.of(java.toString(), "-jar", jar.toString()), arguments);
  }

  private Run run(List<String> program, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out-", ".txt");
    Path err = Files.createTempFile(folder, "err-", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (!options.isEmpty()) builder.environment().put("JAVA_OPTS", options);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          command + " runs longer than " + LIMIT_SECONDS + " s\n" + Files.readString(out));
    }
    return new Run(command, process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
