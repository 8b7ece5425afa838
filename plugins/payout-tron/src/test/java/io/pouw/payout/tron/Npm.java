package io.pouw.payout.tron;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Packages of npm that a test asks for a second opinion; the test is left out where there are none.
 */
final class Npm {
  private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();
  private static final List<String> PACKAGES =
      List.of(
          "tronweb@6.5.1",
          "@ethereumjs/evm@10.1.3",
          "@ethereumjs/util@10.1.3",
          "@ethereumjs/common@10.1.3",
          "solc@0.8.30");
  private static final int INSTALL_SECONDS = 90;
  private static final int RUN_SECONDS = 60;

  private Npm() {}

  /** The folder above {@code node_modules}, installed if it is not there yet. */
  static Path install() {
    try {
      Files.createDirectories(FOLDER);
      if (Files.isDirectory(FOLDER.resolve("node_modules/solc"))) return FOLDER;
      Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}");
      var command =
          new java.util.ArrayList<>(
              List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
      command.addAll(PACKAGES);
      Path log = FOLDER.resolve("install.log");
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0)
        return FOLDER;
      process.destroyForcibly();
      return abort("npm could not install " + PACKAGES + ": see " + log);
    } catch (IOException e) {
      return abort("no second opinion: node and npm are not here (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return abort("interrupted");
    }
  }

  /** What a script prints. */
  static String run(Path script, String input, String... arguments) throws InterruptedException {
    try {
      var command = new java.util.ArrayList<>(List.of("node", script.toAbsolutePath().toString()));
      command.addAll(List.of(arguments));
      Path in = Files.writeString(FOLDER.resolve("in.json"), input);
      Path out = FOLDER.resolve("out.json");
      Path err = FOLDER.resolve("err.txt");
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(RUN_SECONDS, TimeUnit.SECONDS);
      if (!ended) process.destroyForcibly();
      if (!ended || process.exitValue() != 0)
        throw new IllegalStateException(
            script + " failed: " + Files.readString(err, StandardCharsets.UTF_8));
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
