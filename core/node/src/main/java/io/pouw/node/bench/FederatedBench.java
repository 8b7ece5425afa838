package io.pouw.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.federated.FederatedTrial;
import io.pouw.learning.federated.TrialResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fills the table of robust aggregation: the final accuracy by every rule under every attack. Cells
 * that the log has are not made again. A rule whose bound the setting breaks is left out, and said.
 */
public final class FederatedBench {
  private static final double PERCENT = 100;

  private final Map<String, FederatedTrial> trials;
  private final FederatedPlan plan;
  private final int workers;
  private final TrialLog log;
  private final Consumer<String> progress;

  /**
   * A table.
   *
   * @param trials by the data of their cells
   * @param progress receives a line for each cell as it is ready
   */
  public FederatedBench(
      Map<String, FederatedTrial> trials,
      FederatedPlan plan,
      int workers,
      TrialLog log,
      Consumer<String> progress) {
    this.trials = trials;
    this.plan = plan;
    this.workers = workers;
    this.log = log;
    this.progress = progress;
  }

  /** Runs what is missing of these cells on this thread. */
  public void run(List<FederatedCell> cells) throws IOException {
    int done = 0;
    for (FederatedCell cell : cells) {
      done++;
      if (log.find(cell).isPresent()) continue;
      ObjectNode found = make(cell);
      log.add(cell, found);
      progress.accept(
          "%d of %d: %s, %s, %s: %s"
              .formatted(done, cells.size(), cell.data(), cell.rule(), cell.attack(), found));
    }
  }

  private ObjectNode make(FederatedCell cell) {
    ObjectNode found = new ObjectMapper().createObjectNode();
    AggregationSpec rule = plan.rules().get(cell.rule());
    FederatedTrial trial = trials.get(cell.data());
    if (rule == null || trial == null) throw new IllegalArgumentException("no such cell: " + cell);
    Optional<String> problem = rule.problem(workers);
    if (problem.isPresent()) return found.put("left_out", problem.get());
    long start = System.nanoTime();
    TrialResult result = trial.run(rule, plan.attack(cell.attack()));
    found.put("accuracy_percent", rounded(result.evaluation().accuracy()));
    result.backdoorRate().ifPresent(rate -> found.put("backdoor_percent", rounded(rate)));
    return found
        .put("state_sha256", result.stateSha256().toString())
        .put("seconds", seconds(System.nanoTime() - start));
  }

  private static double rounded(double share) {
    return Math.round(PERCENT * PERCENT * share) / PERCENT;
  }

  private static double seconds(long nanos) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.1f", nanos / 1e9));
  }
}
