package io.pouw.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A task on a simulated network: who takes part, who lies, what goes wrong.
 *
 * @param network validators and, as followers, those who play the roles
 * @param supervisors how many
 * @param verifiers how many
 * @param evaluators how many
 * @param miners how many
 * @param forger the miner that sends wrong updates, if any does
 * @param forgedFrom the round from which it does
 * @param colluders verifiers that find its units valid
 * @param withholder the miner that gives its data to nobody, if any does
 */
public record RoundsScenario(
    Scenario network,
    int supervisors,
    int verifiers,
    int evaluators,
    int miners,
    Optional<Integer> forger,
    int forgedFrom,
    int colluders,
    Optional<Integer> withholder) {
  static final int VALIDATORS = 4;
  static final String SPEC = "12,6,3";
  private static final int PPM = 1_000_000;

  /** Everything from the seed. Those who lie are fewer than half of the verifiers. */
  public static RoundsScenario draw(long seed) {
    var random = new SplitMix64(seed);
    int supervisors = 2;
    int verifiers = 5;
    int evaluators = 2;
    int miners = 3 + random.below(2);
    int roles = supervisors + verifiers + evaluators + miners + 1;
    boolean forges = random.chance(PPM / 2);
    Optional<Integer> forger = forges ? Optional.of(random.below(miners)) : Optional.empty();
    Optional<Integer> withholder =
        random.chance(PPM / 4) ? Optional.of(random.below(miners)) : Optional.empty();
    List<Fault.Timed> faults = faults(random, VALIDATORS + roles);
    Scenario network =
        Scenario.calm(seed, VALIDATORS, roles)
            .with(Scenario.Workload.ROUNDS)
            .with(
                new NetworkConditions(
                    NetworkConditions.calm().latency(), random.below(40_000), 20_000, 0, 0))
            .change(draft -> draft.faults = faults);
    return new RoundsScenario(
        network,
        supervisors,
        verifiers,
        evaluators,
        miners,
        forger,
        random.below(9),
        forges ? random.below(3) : 0,
        withholder.filter(each -> !forger.equals(Optional.of(each))));
  }

  /** Crashes of single nodes that come back. */
  private static List<Fault.Timed> faults(SplitMix64 random, int nodes) {
    var plan = new ArrayList<Fault.Timed>();
    for (int i = random.below(6); i > 0; i--) {
      int node = random.below(nodes);
      Duration at = Duration.ofMillis(random.between(1_000, 15_000));
      plan.add(new Fault.Timed(at, new Fault.Crash(node, DiskFault.LOST)));
      plan.add(new Fault.Timed(at.plusMillis(random.between(100, 4_000)), new Fault.Restart(node)));
    }
    for (int i = random.below(3); i > 0; i--)
      plan.add(
          new Fault.Timed(
              Duration.ofMillis(random.between(1_000, 15_000)),
              new Fault.Pause(random.below(nodes), Duration.ofMillis(random.between(100, 3_000)))));
    return plan;
  }

  boolean isHonest() {
    return forger.isEmpty();
  }
}
