package io.pouw.node.model;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a user is told of bad input. */
final class Refused {
  private Refused() {}

  static String message(Executable run) {
    return String.valueOf(assertThrows(BadInputException.class, run).getMessage());
  }
}
