package io.pouw.node.cli;

import io.pouw.node.config.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a keystore's password comes from; never from the command line, which others can see. */
final class Passwords {
  private Passwords() {}

  /** From the file if one is given, else from the environment, else asked for on the terminal. */
  @SuppressWarnings("SystemConsoleNull") // since Java 25 it is null again where no terminal is
  static char[] read(@Nullable Path file) throws IOException {
    if (file != null) return Files.readString(file).strip().toCharArray();
    String variable = System.getenv(Layers.PASSWORD_VARIABLE);
    if (variable != null && !variable.isEmpty()) return variable.toCharArray();
    var console = System.console();
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("keystore password: ");
      if (typed != null && typed.length > 0) return typed;
    }
    throw new IllegalArgumentException(
        "no keystore password: set " + Layers.PASSWORD_VARIABLE + " or give --password-file");
  }
}
