package io.pouw.simulation;

import io.pouw.simulation.Scenario.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a planted bug is hunted with: environments, floods, meetings, Twins and crash points in
 * turns, from fixed seeds. Made by name in the class loader that has the bug.
 */
public final class Hunt implements Function<String, Optional<String>> {
  private static final int ROUNDS = 200;
  private static final int TWINS_A_ROUND = 4;
  private static final int CRASHES = 24;
  private static final int CRASH_HEIGHTS = 20;
  private static final List<Misconduct> MISCONDUCTS = List.of(Misconduct.values());
  private static final List<DiskFault> FAULTS = List.of(DiskFault.values());

  private final Twins twins = new Twins();
  private final CrashPoints crashPoints = new CrashPoints(1, CRASH_HEIGHTS);

  /**
   * What caught the bug, if anything did.
   *
   * @param place the class that it is in, which says what is tried first
   */
  @Override
  public Optional<String> apply(String place) {
    boolean inDiscovery = place.startsWith("network.");
    for (int round = 0; round < ROUNDS; round++) {
      int now = round;
      Optional<String> caught =
          (inDiscovery ? meeting(now) : Optional.<String>empty())
              .or(() -> caught("seed " + now, () -> Simulation.run(Scenario.draw(now))))
              .or(() -> duel(now))
              .or(() -> flood(now))
              .or(() -> twins(now))
              .or(() -> crash(now));
      if (caught.isPresent()) return caught;
    }
    return Optional.empty();
  }

  private static Optional<String> duel(int round) {
    Misconduct misconduct = MISCONDUCTS.get(round % MISCONDUCTS.size());
    for (Workload workload : List.of(Workload.NOTHING, Workload.LEDGER)) {
      Optional<String> caught =
          caught(
              "duel " + round + " " + misconduct + " " + workload,
              () -> Simulation.run(Scenario.duel(round, misconduct, workload)));
      if (caught.isPresent()) return caught;
    }
    return Optional.empty();
  }

  private Optional<String> twins(int round) {
    var random = new SplitMix64(round);
    for (int i = 0; i < TWINS_A_ROUND; i++) {
      long index = random.between(0, TwinsScenario.COUNT - 1);
      Optional<String> caught = caught("Twins " + index, () -> twins.run(TwinsScenario.of(index)));
      if (caught.isPresent()) return caught;
    }
    return Optional.empty();
  }

  private static Optional<String> flood(int round) {
    return round > 0 ? Optional.empty() : caught("flood", Flood::run);
  }

  private static Optional<String> meeting(int round) {
    return caught("meeting " + round, () -> Meeting.run(MeetingScenario.draw(round)));
  }

  private Optional<String> crash(int round) {
    if (round >= CRASHES) return Optional.empty();
    DiskFault fault = FAULTS.get(round % FAULTS.size());
    return caught("crash point " + 4 * round, () -> crashPoints.run(4L * round, fault));
  }

  private static Optional<String> caught(String by, Runnable trial) {
    try {
      trial.run();
      return Optional.empty();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Optional.of(by + ": " + what.substring(0, Math.min(110, what.length())));
    }
  }
}
