package io.pouw.simulation.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file in which a long run remembers the first number that it has not done, and from which it
 * goes on when it is started again.
 *
 * @param path where, if anything is to be remembered
 */
record ResumeFile(Optional<Path> path) {
  /**
   * Where to go on: the number that was remembered, but none below the first.
   *
   * @throws IllegalArgumentException if the file holds no number
   */
  long resumed(long first) throws IOException {
    if (path.isEmpty() || !Files.exists(path.get())) return first;
    String text = Files.readString(path.get()).strip();
    try {
      return Math.max(first, Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s holds '%s', expected a number to go on from".formatted(path.get(), text), e);
    }
  }

  void remember(long next) throws IOException {
    if (path.isPresent()) Files.writeString(path.get(), next + "\n");
  }
}
