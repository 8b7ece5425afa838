package io.pouw.learning.metric;

/** Checks of targets. */
final class Targets {
  private Targets() {}

  static int label(float target, int classes) {
    if (!(target >= 0 && target < classes && target == (int) target))
      throw new IllegalArgumentException(
          "a target is %s, expected a whole number from 0 to %d".formatted(target, classes - 1));
    return (int) target;
  }
}
