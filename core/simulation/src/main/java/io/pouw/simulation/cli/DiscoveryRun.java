package io.pouw.simulation.cli;

import io.pouw.simulation.InvariantViolation;
import io.pouw.simulation.Meeting;
import io.pouw.simulation.MeetingScenario;
import java.util.function.Consumer;

/** Lets the nodes of many seeds find one another. */
final class DiscoveryRun {
  private static final long SAY_EVERY = 1_000;

  private final long from;
  private final long seeds;
  private final Consumer<String> out;

  DiscoveryRun(long from, long seeds, Consumer<String> out) {
    if (seeds < 1)
      throw new IllegalArgumentException("--seeds %d: expected 1 or more".formatted(seeds));
    this.from = from;
    this.seeds = seeds;
    this.out = out;
  }

  /** The exit code: 0 if no seed failed. */
  int run() {
    long failures = 0;
    long joins = 0;
    for (long seed = from; seed < from + seeds; seed++) {
      try {
        joins += Meeting.run(MeetingScenario.draw(seed));
      } catch (InvariantViolation violation) {
        failures++;
        out.accept("seed %d fails: %s".formatted(seed, violation.getMessage()));
        out.accept("to see it again: ./pouw testnet discovery --seeds 1 --from " + seed);
      }
      long done = seed - from + 1;
      if (done % SAY_EVERY == 0) out.accept("%d of %d seeds".formatted(done, seeds));
    }
    out.accept("%d seeds, %d connections in use, %d failures".formatted(seeds, joins, failures));
    return failures == 0 ? 0 : 1;
  }
}
