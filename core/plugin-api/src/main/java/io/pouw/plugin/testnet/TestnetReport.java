package io.pouw.plugin.testnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a testnet came to; what it shows are the fields of the deployment guide's report.
 *
 * @param plan what was asked for
 * @param counts what was counted
 */
public record TestnetReport(TestnetPlan plan, TestnetCounts counts) {
  private static final double GOOD_SUCCESS = 95;
  private static final double GOOD_UPTIME = 99;
  private static final double POOR = 80;
  private static final double SLOW_SECONDS = 10;

  /** How long it ran, of its nodes' time. */
  public double durationHours() {
    return counts.seconds() / 3_600;
  }

  /** Clients' transactions for each second. */
  public double throughput() {
    return counts.seconds() == 0 ? 0 : counts.processed() / counts.seconds();
  }

  /** The share of views that gave a block, in percent. */
  public double successPercent() {
    return 100.0 * counts.rounds() / Math.max(1, counts.rounds() + counts.viewChanges());
  }

  /** What an operator should look at; one line that says so if there is nothing. */
  public List<String> issues() {
    var issues = new ArrayList<String>();
    if (counts.rounds() == 0) issues.add("No block became final");
    if (successPercent() < GOOD_SUCCESS)
      issues.add(text("%.1f %% of the views ended without a block", 100 - successPercent()));
    if (counts.uptimePercent() < GOOD_UPTIME)
      issues.add(text("Nodes were up %.1f %% of the time", counts.uptimePercent()));
    if (counts.meanConsensusSeconds() > SLOW_SECONDS)
      issues.add(text("A block takes %.1f s to become final", counts.meanConsensusSeconds()));
    if (counts.equivocations() > 0)
      issues.add(counts.equivocations() + " equivocations were proved");
    return issues.isEmpty() ? List.of("No issues detected") : issues;
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  /** HEALTHY, DEGRADED or UNHEALTHY. */
  public String health() {
    if (counts.rounds() == 0 || successPercent() < POOR) return "UNHEALTHY";
    return successPercent() < GOOD_SUCCESS || counts.uptimePercent() < GOOD_UPTIME
        ? "DEGRADED"
        : "HEALTHY";
  }
}
