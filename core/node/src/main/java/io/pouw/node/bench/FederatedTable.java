package io.pouw.node.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of robust aggregation in Markdown, what is published beside ours. */
public final class FederatedTable {
  private final FederatedPlan plan;
  private final TrialLog log;
  private final boolean comparable;

  /**
   * A table of what the log has.
   *
   * @param comparable whether the setting is the paper's, so that its figures can stand beside
   */
  public FederatedTable(FederatedPlan plan, TrialLog log, boolean comparable) {
    this.plan = plan;
    this.log = log;
    this.comparable = comparable;
  }

  /** The rows that have a finished cell; empty if none has. */
  public List<String> lines(String data) {
    List<String> attacks = List.copyOf(plan.attacks().keySet());
    List<String> rows = new ArrayList<>();
    boolean published = comparable && data.equals(FederatedCell.SORTED);
    for (String rule : plan.rules().keySet())
      row(data, rule, attacks, published).ifPresent(rows::add);
    if (rows.isEmpty()) return rows;
    String head = "| " + data + ": accuracy, % | " + String.join(" | ", attacks) + " |";
    String rule = "|---|" + "---:|".repeat(attacks.size());
    rows.addFirst(published ? rule + "---|---|" : rule);
    rows.addFirst(published ? head + " ours over the five | published |" : head);
    return List.copyOf(rows);
  }

  private Optional<String> row(String data, String rule, List<String> attacks, boolean published) {
    var line = new StringBuilder("| " + rule + " |");
    boolean any = false;
    for (String attack : attacks) {
      Optional<JsonNode> found = log.find(new FederatedCell(data, rule, attack));
      any |= found.isPresent();
      line.append(' ').append(found.map(FederatedTable::text).orElse("")).append(" |");
    }
    if (!any) return Optional.empty();
    if (published)
      line.append(
          " %s | %s |"
              .formatted(range(data, rule), FederatedPlan.PUBLISHED.getOrDefault(rule, "")));
    return Optional.of(line.toString());
  }

  private static String text(JsonNode found) {
    if (found.has("left_out")) return "n/a";
    String accuracy = one(found.path("accuracy_percent").asDouble());
    return found.has("backdoor_percent")
        ? accuracy + " (" + one(found.path("backdoor_percent").asDouble()) + ")"
        : accuracy;
  }

  /** The lowest and highest of the attacks that are published. */
  private String range(String data, String rule) {
    double[] values =
        FederatedPlan.PUBLISHED_ATTACKS.stream()
            .map(attack -> accuracy(new FederatedCell(data, rule, attack)))
            .flatMapToDouble(OptionalDouble::stream)
            .sorted()
            .toArray();
    if (values.length < FederatedPlan.PUBLISHED_ATTACKS.size()) return "";
    return one(values[0]) + " to " + one(values[values.length - 1]);
  }

  private OptionalDouble accuracy(FederatedCell cell) {
    return log.find(cell)
        .filter(found -> found.has("accuracy_percent"))
        .map(found -> OptionalDouble.of(found.path("accuracy_percent").asDouble()))
        .orElse(OptionalDouble.empty());
  }

  private static String one(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent);
  }
}
