package io.pouw.simulation;

import io.pouw.plugin.testnet.TestnetCounts;
import io.pouw.plugin.testnet.TestnetPlan;
import io.pouw.plugin.testnet.TestnetProgress;
import io.pouw.plugin.testnet.TestnetReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * A whole network for hours or days of virtual time: validators of equal stake on the ledger of
 * production, clients that send transactions, an ordinary network between regions.
 *
 * <p>Votes are signed by a keyed hash that only the simulator can forge; transactions and the
 * beacon are signed as in production.
 */
public final class Testnet {
  /** What a seed's testnet has to go through. */
  public enum Weather {
    /** Nothing goes wrong but what the network's latencies bring. */
    FAIR,
    /** Now and then a node crashes and comes back, or a partition divides the network. */
    ROUGH
  }

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration SETTLING = Duration.ofSeconds(15);
  private static final Scenario.Load LOAD = new Scenario.Load(Duration.ofSeconds(10), 5, 0, 64);
  private static final NetworkConditions REGIONS =
      new NetworkConditions(
          new Latency(Latency.Shape.REGIONS, Duration.ofMillis(1), Duration.ofMillis(150)),
          100,
          0,
          0,
          100);
  private static final int MEAN_MINUTES_BETWEEN_FAULTS = 20;

  private final Scenario scenario;
  private final TestnetPlan plan;
  private final Simulation simulation;

  /** The testnet of a plan, a seed and a weather. */
  public Testnet(long seed, TestnetPlan plan, Weather weather) {
    this.plan = plan;
    int nodes = plan.nodes();
    Duration duration = plan.duration();
    Scenario calm =
        Scenario.calm(seed, nodes, 0)
            .withStakes(Collections.nCopies(nodes, plan.stakePerNode()))
            .with(Scenario.Workload.LEDGER)
            .with(LOAD)
            .with(Pace.QUIET)
            .with(REGIONS)
            .withDuration(duration);
    scenario =
        weather == Weather.FAIR
            ? calm
            : calm.change(draft -> draft.faults = faults(seed, nodes, duration));
    simulation = new Simulation(scenario);
  }

  /** Single nodes that crash and come back, and partitions that heal. */
  private static List<Fault.Timed> faults(long seed, int nodes, Duration duration) {
    var random = new SplitMix64(seed ^ nodes);
    var plan = new ArrayList<Fault.Timed>();
    Duration at = Duration.ZERO;
    while (true) {
      at = at.plusSeconds(random.between(60, 2L * 60 * MEAN_MINUTES_BETWEEN_FAULTS));
      if (at.compareTo(duration) >= 0) return plan;
      Duration end = at.plusSeconds(random.between(5, 600));
      if (random.below(4) == 0) {
        var groups = new ArrayList<Integer>();
        for (int i = 0; i < nodes; i++) groups.add(random.below(4) == 0 ? 1 : 0);
        plan.add(new Fault.Timed(at, new Fault.Partition(groups)));
        plan.add(new Fault.Timed(end, new Fault.Heal()));
      } else {
        int node = random.below(nodes);
        plan.add(new Fault.Timed(at, new Fault.Crash(node, DiskFault.LOST)));
        plan.add(new Fault.Timed(end, new Fault.Restart(node)));
      }
    }
  }

  /**
   * Runs it to the end.
   *
   * @throws InvariantViolation if something happens that may not
   */
  public TestnetReport run(Consumer<TestnetProgress> progress) {
    long began = System.nanoTime();
    simulation.begin();
    for (Duration at = Duration.ZERO; at.compareTo(scenario.duration()) < 0; ) {
      Duration step = min(STEP, scenario.duration().minus(at));
      simulation.advance(step);
      at = at.plus(step);
      double passed = (System.nanoTime() - began) / 1e9;
      progress.accept(
          new TestnetProgress(
              at, scenario.duration(), simulation.report().finalizedHeight(), passed));
    }
    TestnetReport report = new TestnetReport(plan, counts());
    // What is on its way now may still arrive; then everybody has to be there.
    simulation.end();
    simulation.advance(SETTLING);
    simulation.requireProgress();
    return report;
  }

  private TestnetCounts counts() {
    SimulationReport end = simulation.report();
    return new TestnetCounts(
        end.virtualTime().toMillis() / 1e3,
        end.finalizedHeight(),
        end.transactions(),
        simulation.meter().meanSeconds(),
        end.stops(),
        end.viewChanges(),
        simulation.uptimePercent(),
        end.equivocations());
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
