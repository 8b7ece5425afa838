package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Many environments in every build, from seeds in a row; {@code -Dpouw.simulation.seed=N} begins
 * elsewhere, {@code -Dpouw.simulation.seeds=N} runs more of them.
 */
class SwarmTest {
  private static final long FIRST = Long.getLong("pouw.simulation.seed", 0);
  private static final int SEEDS = Integer.getInteger("pouw.simulation.seeds", 500);

  @Test
  void whateverTheSeedDrawsNothingWrongIsFinalAndEverybodyGetsOn() {
    var swarm = new Swarm();
    List<String> failures = new ArrayList<>();
    for (long seed = FIRST; seed < FIRST + SEEDS && failures.isEmpty(); seed++)
      swarm.run(seed).ifPresent(failure -> failures.addAll(failure.lines()));
    System.out.println("from seed " + FIRST + ": " + swarm.summary());
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    assertTrue(swarm.blocks() > 5L * SEEDS);
  }
}
