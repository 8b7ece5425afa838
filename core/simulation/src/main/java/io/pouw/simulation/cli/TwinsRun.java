package io.pouw.simulation.cli;

import io.pouw.simulation.InvariantViolation;
import io.pouw.simulation.Twins;
import io.pouw.simulation.TwinsScenario;
import java.util.function.Consumer;

/**
 * A range of Twins scenarios. Of those that differ in names alone the first is run; whoever runs
 * all ranges has run all kinds.
 */
final class TwinsRun {
  private static final long SAY_EVERY_NANOS = 10_000_000_000L;

  private final long from;
  private final long end;
  private final boolean random;
  private final Consumer<String> out;
  private final Twins twins = new Twins();
  private long runs;
  private long failures;

  TwinsRun(long from, long count, boolean random, Consumer<String> out) {
    if (from < 0 || count < 1)
      throw new IllegalArgumentException(
          "--from %d --count %d: expected 0 or more, and at least 1".formatted(from, count));
    this.from = from;
    this.end = random ? from + count : Math.min(from + count, TwinsScenario.COUNT);
    this.random = random;
    this.out = out;
  }

  /** The exit code: 0 if none failed. */
  int run() {
    long began = System.nanoTime();
    long saidAt = began;
    for (long index = from; index < end; index++) {
      if (random) run(TwinsScenario.draw(index));
      else if (TwinsScenario.isFirstOfItsKind(index)) run(TwinsScenario.of(index));
      long now = System.nanoTime();
      if (now - saidAt < SAY_EVERY_NANOS) continue;
      saidAt = now;
      double left = (now - began) / 1e9 * (end - index - 1) / (index + 1 - from);
      out.accept(
          "up to %d of %d, %d run, %d failed, about %.0f minutes to go; resume with --from %d --count %d"
              .formatted(index, end - 1, runs, failures, left / 60, index + 1, end - index - 1));
    }
    out.accept(
        "scenarios %d to %d: %d kinds run, %d failed, %.0f s"
            .formatted(from, end - 1, runs, failures, (System.nanoTime() - began) / 1e9));
    return failures == 0 ? 0 : 1;
  }

  private void run(TwinsScenario scenario) {
    runs++;
    try {
      twins.run(scenario);
    } catch (InvariantViolation violation) {
      failures++;
      out.accept(String.valueOf(violation.getMessage()));
    }
  }
}
