package io.pouw.simulation.cli;

import io.pouw.simulation.InvariantViolation;
import io.pouw.simulation.Twins;
import io.pouw.simulation.TwinsKinds;
import io.pouw.simulation.TwinsScenario;
import java.io.IOException;
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
  private final ResumeFile state;
  private final Consumer<String> out;
  private final Twins twins = new Twins();
  private final TwinsKinds kinds = new TwinsKinds();
  private long runs;
  private long failures;

  TwinsRun(long from, long count, boolean random, ResumeFile state, Consumer<String> out) {
    if (from < 0 || count < 1)
      throw new IllegalArgumentException(
          "--from %d --count %d: expected 0 or more, and at least 1".formatted(from, count));
    this.from = from;
    this.end = random ? from + count : Math.min(from + count, TwinsScenario.COUNT);
    this.random = random;
    this.state = state;
    this.out = out;
  }

  /** The exit code: 0 if none failed. */
  int run() throws IOException {
    long first = state.resumed(from);
    long wanted = random ? end - first : kinds.countIn((int) first, (int) end);
    long began = System.nanoTime();
    long saidAt = began;
    for (long at = next(first); at < end; at = next(at + 1)) {
      run(random ? TwinsScenario.draw(at) : TwinsScenario.of(at));
      long now = System.nanoTime();
      if (now - saidAt < SAY_EVERY_NANOS) continue;
      saidAt = now;
      say(at, wanted, (now - began) / 1e9);
      state.remember(at + 1);
    }
    state.remember(end);
    out.accept(
        "scenarios %d to %d: %d run, %d failed, %.0f s"
            .formatted(first, end - 1, runs, failures, (System.nanoTime() - began) / 1e9));
    return failures == 0 ? 0 : 1;
  }

  private long next(long number) {
    return random || number >= end ? number : kinds.firstFrom((int) number);
  }

  private void say(long at, long wanted, double seconds) {
    out.accept(
        "up to %d of %d: %d of %d run, %d failed, about %.0f minutes to go; resume with --from %d --count %d"
            .formatted(
                at,
                end - 1,
                runs,
                wanted,
                failures,
                seconds / 60 * (wanted - runs) / runs,
                at + 1,
                end - at - 1));
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
