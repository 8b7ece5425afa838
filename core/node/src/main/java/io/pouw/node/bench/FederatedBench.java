package io.pouw.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.attack.Attack;
import io.pouw.learning.attack.DataAttack;
import io.pouw.learning.attack.UpdateAttack;
import io.pouw.learning.federated.FederatedTrial;
import io.pouw.learning.federated.TrialResult;
import io.pouw.learning.federated.TrialSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The final accuracy of every rule under every attack, beside the published range of arXiv
 * 2006.09365 (MNIST, sorted by label, n = 25, f = 5, 600 iterations, momentum 0.9) where there is
 * one. A rule whose bound the setting breaks is left out, and said.
 */
public final class FederatedBench {
  private static final int CLASSES = 10;
  private static final int SIDE = 28;
  private static final double PERCENT = 100;

  /** Accuracy in percent over bit flip, label flip, mimic, IPM and ALIE. */
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "krum", "10 to 31",
          "median", "10 to 58",
          "geometric_median", "11 to 96",
          "centred_clipping", "97.7 to 98.1",
          "geometric_median, buckets of 2", "88 to 97",
          "centred_clipping, buckets of 2", "97.8 to 98.1");

  private final FederatedTrial trial;
  private final TrialSettings settings;
  private final String only;
  private final Consumer<String> lines;

  /**
   * A table.
   *
   * @param only rules whose name contains it
   * @param lines receives each row of the table as it is ready
   */
  public FederatedBench(
      FederatedTrial trial, TrialSettings settings, String only, Consumer<String> lines) {
    this.trial = trial;
    this.settings = settings;
    this.only = only;
    this.lines = lines;
  }

  /** Runs all trials on this thread. */
  public ObjectNode run() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("workers", settings.workers())
        .put("byzantine", settings.byzantine())
        .put("iterations", settings.iterations())
        .put("batch", settings.batch())
        .put("learning_rate", settings.learningRate())
        .put("momentum", settings.momentum())
        .put("data", settings.alike() ? "iid" : "sorted by label");
    var attacks = attacks();
    lines.accept(
        "%-32s %s  %s".formatted("accuracy, %", String.join(" ", padded(attacks)), "published"));
    ArrayNode rows = root.putArray("rules");
    rules()
        .forEach((name, rule) -> {
          if (name.contains(only)) row(rows.addObject(), name, rule, attacks);
        });
    return root;
  }

  private void row(
      ObjectNode into, String name, AggregationSpec rule, Map<String, Optional<Attack>> attacks) {
    into.put("rule", name);
    Optional<String> problem = rule.problem(settings.workers());
    if (problem.isPresent()) {
      into.put("left_out", problem.get());
      lines.accept("%-32s left out: %s".formatted(name, problem.get()));
      return;
    }
    ObjectNode accuracies = into.putObject("accuracy_percent");
    ObjectNode hashes = into.putObject("state_sha256");
    var line = new StringBuilder("%-32s".formatted(name));
    attacks.forEach((attack, what) -> {
      TrialResult result = trial.run(rule, what);
      double accuracy = PERCENT * result.evaluation().accuracy();
      accuracies.put(attack, accuracy);
      hashes.put(attack, result.stateSha256().toString());
      line.append(String.format(Locale.ROOT, " %10.2f", accuracy));
    });
    String published = published(name);
    if (!published.isEmpty()) into.put("published_percent", published);
    lines.accept(line + "  " + published);
  }

  /** The published figures hold for the paper's setting alone. */
  private String published(String name) {
    return settings.equals(TrialSettings.PAPER) ? PUBLISHED.getOrDefault(name, "") : "";
  }

  private static Iterable<String> padded(Map<String, Optional<Attack>> attacks) {
    return attacks.keySet().stream().map("%10s"::formatted).toList();
  }

  private Map<String, Optional<Attack>> attacks() {
    Map<String, Optional<Attack>> attacks = new LinkedHashMap<>();
    attacks.put("none", Optional.empty());
    if (settings.byzantine() == 0) return attacks;
    attacks.put("sign_flip", Optional.of(new UpdateAttack.SignFlip()));
    attacks.put("label_flip", Optional.of(new DataAttack.LabelFlip(CLASSES)));
    attacks.put("mimic", Optional.of(new UpdateAttack.Mimic(0)));
    attacks.put("ipm", Optional.of(new UpdateAttack.Ipm(0.1f)));
    attacks.put(
        "alie", Optional.of(UpdateAttack.Alie.zMax(settings.workers(), settings.byzantine())));
    attacks.put("gaussian", Optional.of(new UpdateAttack.Gaussian(1)));
    attacks.put("backdoor", Optional.of(DataAttack.Backdoor.corner(SIDE, 0)));
    return attacks;
  }

  private Map<String, AggregationSpec> rules() {
    int f = settings.byzantine();
    // A momentum that is not weighted by 1 - beta is that much longer, and so is the radius.
    float radius = 10 / (1 - settings.momentum());
    var clipping = new AggregationSpec.CentredClipping(f, radius, 1);
    var geometric = new AggregationSpec.GeometricMedian(f, 8, 0.1f);
    Map<String, AggregationSpec> rules = new LinkedHashMap<>();
    rules.put("mean", new AggregationSpec.Mean());
    rules.put("median", new AggregationSpec.Median(f));
    rules.put("trimmed_mean", new AggregationSpec.TrimmedMean(f));
    rules.put("geometric_median", geometric);
    rules.put("krum", new AggregationSpec.Krum(f, 1));
    rules.put("multi_krum", new AggregationSpec.Krum(f, Math.max(1, settings.workers() - f - 2)));
    rules.put("bulyan", new AggregationSpec.Bulyan(f));
    rules.put("centred_clipping", clipping);
    rules.put("norm_clipping", new AggregationSpec.NormClipping(f, radius));
    rules.put("fltrust", new AggregationSpec.FlTrust(f));
    rules.put("geometric_median, buckets of 2", new AggregationSpec.Bucketing(2, geometric));
    rules.put("centred_clipping, buckets of 2", new AggregationSpec.Bucketing(2, clipping));
    return rules;
  }
}
