package io.pouw.learning.spec;

import java.util.Optional;

/** Reads the windows of convolutions and pools: square ones, as nearly all are. */
final class WindowReader {
  private static final int MAX_SIZE = 64;

  private WindowReader() {}

  /** {@code kernel}, {@code stride} (1 if absent), {@code padding}: valid, same, or rows. */
  static Optional<Window> ofConvolution(JsonFields in) {
    var kernel = in.integer("kernel", 1, MAX_SIZE);
    var stride = in.integer("stride", 1, MAX_SIZE, 1);
    var padding = kernel.flatMap(k -> padding(in, k));
    return kernel.flatMap(k -> stride.flatMap(s -> padding.map(p -> new Window(k, k, s, s, p, p))));
  }

  /** {@code size} and {@code stride} (the size if absent). */
  static Optional<Window> ofPool(JsonFields in) {
    var size = in.integer("size", 1, MAX_SIZE);
    var stride = in.integer("stride", 1, MAX_SIZE, size.orElse(1));
    return size.flatMap(k -> stride.map(s -> new Window(k, k, s, s, 0, 0)));
  }

  private static Optional<Integer> padding(JsonFields in, int kernel) {
    return switch (in.peek("padding")) {
      case "" -> in.integer("padding", 0, kernel - 1, 0);
      case "valid" -> Optional.of(0);
      case "same" -> {
        if (kernel % 2 == 1) yield Optional.of(kernel / 2);
        in.problem("padding", "is same, which needs an odd kernel, not " + kernel);
        yield Optional.empty();
      }
      default -> {
        in.problem("padding", "expected \"valid\", \"same\" or a number of rows");
        yield Optional.empty();
      }
    };
  }
}
