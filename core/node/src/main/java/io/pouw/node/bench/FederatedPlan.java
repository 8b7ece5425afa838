package io.pouw.node.bench;

import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.attack.Attack;
import io.pouw.learning.attack.DataAttack;
import io.pouw.learning.attack.UpdateAttack;
import io.pouw.learning.federated.TrialSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules and attacks of the table, with the settings of arXiv 2006.09365 where it has them, and
 * the order in which its cells are made: first what is published, then the same rules on data drawn
 * alike and under the other attacks.
 */
public final class FederatedPlan {
  private static final int CLASSES = 10;
  private static final int SIDE = 28;
  private static final String BUCKETS = ", buckets of 2";

  /** The attacks of the published figures. */
  static final List<String> PUBLISHED_ATTACKS =
      List.of("sign_flip", "label_flip", "mimic", "ipm", "alie");

  /**
   * The published accuracy in percent, lowest to highest over {@link #PUBLISHED_ATTACKS}, of arXiv
   * 2006.09365: MNIST sorted by label, n = 25, f = 5, 600 iterations, momentum 0.9.
   */
  static final Map<String, String> PUBLISHED =
      Map.of(
          "krum",
          "10 to 31",
          "median",
          "10 to 58",
          "geometric_median",
          "11 to 96",
          "centred_clipping",
          "97.7 to 98.1",
          "geometric_median" + BUCKETS,
          "88 to 97",
          "centred_clipping" + BUCKETS,
          "97.8 to 98.1");

  private static final List<String> COMPARED =
      List.of("centred_clipping", "geometric_median", "median", "krum");

  private final TrialSettings settings;

  public FederatedPlan(TrialSettings settings) {
    this.settings = settings;
  }

  /** All rules by name, in the order of the table. */
  public Map<String, AggregationSpec> rules() {
    int f = settings.byzantine();
    // A momentum that is not weighted by 1 - beta is that much longer, and so is the radius.
    float radius = 10 / (1 - settings.momentum());
    Map<String, AggregationSpec> rules = new LinkedHashMap<>();
    rules.put("mean", new AggregationSpec.Mean());
    rules.put("median", new AggregationSpec.Median(f));
    rules.put("trimmed_mean", new AggregationSpec.TrimmedMean(f));
    rules.put("geometric_median", new AggregationSpec.GeometricMedian(f, 8, 0.1f));
    rules.put("krum", new AggregationSpec.Krum(f, 1));
    rules.put("multi_krum", new AggregationSpec.Krum(f, Math.max(1, settings.workers() - f - 2)));
    rules.put("bulyan", new AggregationSpec.Bulyan(f));
    rules.put("centred_clipping", new AggregationSpec.CentredClipping(f, radius, 1));
    rules.put("centred_clipping, 3 steps", new AggregationSpec.CentredClipping(f, radius, 3));
    rules.put(
        "centred_clipping, radius 10", new AggregationSpec.CentredClipping(f, radius / 10, 1));
    rules.put(
        "centred_clipping, median radius",
        new AggregationSpec.CentredClipping(f, Optional.empty(), 1));
    rules.put("norm_clipping", new AggregationSpec.NormClipping(f, radius));
    rules.put("fltrust", new AggregationSpec.FlTrust(f));
    Map<String, AggregationSpec> all = new LinkedHashMap<>(rules);
    rules.forEach((name, rule) -> {
      if (COMPARED.contains(name)) all.put(name + BUCKETS, new AggregationSpec.Bucketing(2, rule));
    });
    return all;
  }

  /** All attacks by name, in the order of the table; the first is none. */
  public Map<String, Optional<Attack>> attacks() {
    Map<String, Optional<Attack>> attacks = new LinkedHashMap<>();
    attacks.put("none", Optional.empty());
    if (settings.byzantine() == 0) return attacks;
    attacks.put("sign_flip", Optional.of(new UpdateAttack.SignFlip()));
    attacks.put("label_flip", Optional.of(new DataAttack.LabelFlip(CLASSES)));
    attacks.put("mimic", Optional.of(new UpdateAttack.Mimic(0)));
    attacks.put("ipm", Optional.of(new UpdateAttack.Ipm(0.1f)));
    attacks.put(
        "alie", Optional.of(UpdateAttack.Alie.zMax(settings.workers(), settings.byzantine())));
    attacks.put("backdoor", Optional.of(DataAttack.Backdoor.corner(SIDE, 0)));
    attacks.put("scaled", Optional.of(new UpdateAttack.Scaled(-10)));
    attacks.put("gaussian", Optional.of(new UpdateAttack.Gaussian(1)));
    attacks.put("zero", Optional.of(new UpdateAttack.Zero()));
    attacks.put("nan", Optional.of(new UpdateAttack.NonFinite(Float.NaN)));
    return attacks;
  }

  /**
   * An attack by its name.
   *
   * @throws IllegalArgumentException if there is none of the name
   */
  Optional<Attack> attack(String name) {
    Optional<Attack> found = attacks().get(name);
    if (found == null) throw new IllegalArgumentException("no such attack: " + name);
    return found;
  }

  /** The cells in the order in which they are made. */
  public List<FederatedCell> cells() {
    Set<FederatedCell> cells = new LinkedHashSet<>();
    List<String> published = new ArrayList<>(PUBLISHED_ATTACKS);
    published.addFirst("none");
    List<String> bucketed = COMPARED.stream().map(rule -> rule + BUCKETS).toList();
    add(cells, FederatedCell.SORTED, COMPARED, published);
    add(cells, FederatedCell.SORTED, bucketed, published);
    add(cells, FederatedCell.SORTED, rules().keySet(), published);
    List<String> plain = rules().keySet().stream().filter(rule -> !rule.endsWith(BUCKETS)).toList();
    List<String> first = new ArrayList<>(COMPARED);
    first.addFirst("mean");
    add(cells, FederatedCell.ALIKE, first, published);
    for (String attack : attacks().keySet())
      add(cells, FederatedCell.SORTED, first, List.of(attack));
    add(cells, FederatedCell.ALIKE, plain, published);
    for (String attack : attacks().keySet()) {
      add(cells, FederatedCell.SORTED, plain, List.of(attack));
      add(cells, FederatedCell.ALIKE, plain, List.of(attack));
    }
    return List.copyOf(cells);
  }

  private void add(
      Set<FederatedCell> cells, String data, Iterable<String> rules, List<String> attacks) {
    for (String rule : rules)
      for (String attack : attacks)
        if (attacks().containsKey(attack)) cells.add(new FederatedCell(data, rule, attack));
  }
}
