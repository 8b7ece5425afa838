package io.pouw.task.smt.term;

/** How names are written. */
public final class Symbols {
  private Symbols() {}

  /** A name as SMT-LIB writes it: with bars if it is no simple symbol. */
  public static String quoted(String name) {
    return name.matches("[a-zA-Z~!@$%^&*_+=<>.?/-][a-zA-Z0-9~!@$%^&*_+=<>.?/-]*")
        ? name
        : "|" + name + "|";
  }
}
