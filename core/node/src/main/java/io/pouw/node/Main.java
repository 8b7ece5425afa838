package io.pouw.node;

import io.pouw.node.cli.PouwCommand;

/** The command line; {@link Launcher} sees to it that the JVM has what it needs. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(PouwCommand.execute(args));
  }
}
