package io.pouw.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes a failing scenario smaller as long as it still fails: leaves out faults (by halves, then
 * quarters and so on: A. Zeller and R. Hildebrandt, "Simplifying and Isolating Failure-Inducing
 * Input", IEEE TSE 28(2), 2002), Byzantine validators, followers, the ledger, network faults, time.
 */
final class Shrinker {
  /** Each makes one thing simpler, whatever has become simple before. */
  private static final List<UnaryOperator<Scenario>> SIMPLIFICATIONS =
      List.of(
          now -> now.with(Scenario.Workload.NOTHING),
          now -> now.change(draft -> draft.peerFinding = Optional.empty()),
          now -> now.change(draft -> draft.crashPpm = 0),
          now -> now.change(draft -> draft.epochBlocks = 0),
          now -> now.with(now.conditions().withoutFaults()),
          now -> now.with(NetworkConditions.calm()),
          now -> now.change(draft -> draft.followers = 0),
          now -> shorter(now).orElse(now));

  private final Predicate<Scenario> fails;
  private int runsLeft;
  private Scenario smallest;

  /**
   * @param failing a scenario that fails
   * @param fails whether another one does
   * @param runs how many may be tried
   */
  Shrinker(Scenario failing, Predicate<Scenario> fails, int runs) {
    this.smallest = failing;
    this.fails = fails;
    this.runsLeft = runs;
  }

  /** Whether a scenario breaks an invariant. */
  static boolean fails(Scenario scenario) {
    try {
      Simulation.run(scenario);
      return false;
    } catch (InvariantViolation violation) {
      return true;
    }
  }

  Scenario shrink() {
    boolean shrunk = true;
    while (shrunk && runsLeft > 0) {
      shrunk = dropFaults();
      shrunk |= simplify();
    }
    return smallest;
  }

  private boolean take(Scenario candidate) {
    if (runsLeft <= 0 || candidate.equals(smallest)) return false;
    runsLeft--;
    if (!fails.test(candidate)) return false;
    smallest = candidate;
    return true;
  }

  private boolean simplify() {
    boolean simpler = false;
    for (UnaryOperator<Scenario> each : SIMPLIFICATIONS) simpler |= take(each.apply(smallest));
    for (int validator : smallest.byzantine().keySet()) {
      var fewer = new TreeMap<>(smallest.byzantine());
      fewer.remove(validator);
      simpler |= take(smallest.change(draft -> draft.byzantine = fewer));
    }
    return simpler;
  }

  private static Optional<Scenario> shorter(Scenario now) {
    Duration half = now.duration().dividedBy(2);
    if (half.compareTo(Duration.ofMillis(200)) < 0) return Optional.empty();
    List<Fault.Timed> early =
        now.faults().stream().filter(timed -> timed.at().compareTo(half) < 0).toList();
    return Optional.of(now.withDuration(half).change(draft -> draft.faults = early));
  }

  private boolean dropFaults() {
    boolean dropped = false;
    int chunk = smallest.faults().size();
    while (chunk >= 1 && runsLeft > 0) {
      int from = 0;
      while (from < smallest.faults().size()) {
        if (take(without(from, chunk))) dropped = true;
        else from += chunk;
      }
      chunk /= 2;
    }
    return dropped;
  }

  private Scenario without(int from, int count) {
    var kept = new ArrayList<>(smallest.faults());
    kept.subList(from, Math.min(kept.size(), from + count)).clear();
    return smallest.change(draft -> draft.faults = kept);
  }
}
