package io.pouw.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a testnet came to; the fields are those of the deployment guide's report.
 *
 * @param nodes validators
 * @param stakePerNode in PAI
 * @param durationHours of virtual time
 * @param rounds blocks that became final
 * @param processed transactions of clients that became final
 * @param meanConsensusSeconds from the proposal of a block to the first node that finds it final
 * @param throughput processed for each second
 * @param nodeFailures how often a node stopped
 * @param viewChanges views that ended without a block
 * @param uptimePercent the share of all nodes' time in which they ran
 * @param successPercent the share of views that gave a block
 * @param issues what an operator should look at; one line that says so if there is nothing
 */
public record TestnetReport(
    int nodes,
    long stakePerNode,
    double durationHours,
    long rounds,
    long processed,
    double meanConsensusSeconds,
    double throughput,
    long nodeFailures,
    long viewChanges,
    double uptimePercent,
    double successPercent,
    List<String> issues) {
  private static final double GOOD_SUCCESS = 95;
  private static final double GOOD_UPTIME = 99;
  private static final double POOR = 80;
  private static final double SLOW_SECONDS = 10;

  public TestnetReport {
    issues = List.copyOf(issues);
  }

  static TestnetReport of(Scenario scenario, long stake, Simulation simulation) {
    SimulationReport end = simulation.report();
    double seconds = end.virtualTime().toMillis() / 1e3;
    double views = Math.max(1, end.finalizedHeight() + end.viewChanges());
    double success = 100 * end.finalizedHeight() / views;
    double uptime = simulation.uptimePercent();
    double mean = simulation.meter().meanSeconds();
    return new TestnetReport(
        scenario.validators(),
        stake,
        seconds / 3_600,
        end.finalizedHeight(),
        end.transactions(),
        mean,
        end.transactions() / seconds,
        end.stops(),
        end.viewChanges(),
        uptime,
        success,
        issues(end, mean, uptime, success));
  }

  private static List<String> issues(
      SimulationReport end, double mean, double uptime, double success) {
    var issues = new ArrayList<String>();
    if (end.finalizedHeight() == 0) issues.add("No block became final");
    if (success < GOOD_SUCCESS)
      issues.add("%.1f %% of the views ended without a block".formatted(100 - success));
    if (uptime < GOOD_UPTIME) issues.add("Nodes were up %.1f %% of the time".formatted(uptime));
    if (mean > SLOW_SECONDS) issues.add("A block takes %.1f s to become final".formatted(mean));
    if (end.equivocations() > 0) issues.add(end.equivocations() + " equivocations were proved");
    return issues.isEmpty() ? List.of("No issues detected") : issues;
  }

  /** HEALTHY, DEGRADED or UNHEALTHY. */
  public String health() {
    if (rounds == 0 || successPercent < POOR) return "UNHEALTHY";
    return successPercent < GOOD_SUCCESS || uptimePercent < GOOD_UPTIME ? "DEGRADED" : "HEALTHY";
  }
}
