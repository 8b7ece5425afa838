package io.pouw.node.model;

/** Ends one check of a {@link ModelVerifier}; without a trace, since it is an answer. */
final class CheckFailed extends RuntimeException {
  CheckFailed(String detail) {
    super(detail, null, false, false);
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  static void unless(boolean condition, String detail) {
    if (!condition) throw new CheckFailed(detail);
  }
}
