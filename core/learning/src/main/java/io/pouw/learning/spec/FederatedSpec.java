package io.pouw.learning.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.aggregation.AggregationSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A specification with {@code "regime": "federated"}: that of a model, trained on data that each of
 * its {@code slots} workers keeps to itself, for a number of rounds, with a rule of aggregation
 * that bears Byzantine workers ({@code "aggregation": {"type": "trimmed_mean", "byzantine": 3}}).
 *
 * @param model the rest of the specification; its own aggregation says nothing
 */
public record FederatedSpec(ModelSpec model, AggregationSpec aggregation) {
  private static final String REGIME = "regime";
  private static final String AGGREGATION = "aggregation";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the JSON says so, be it good or bad in other ways. */
  public static boolean isFederated(byte[] json) {
    return tree(json).map(root -> root.path(REGIME).asText().equals("federated")).orElse(false);
  }

  /**
   * Reads a specification.
   *
   * @throws SpecException naming everything that is wrong, each with its place
   */
  public static FederatedSpec parse(byte[] json) {
    ObjectNode root =
        tree(json).orElseThrow(() -> new SpecException(List.of("$: expected a JSON object")));
    var problems = new ArrayList<String>();
    int slots = root.path("slots").asInt();
    Optional<AggregationSpec> rule =
        new AggregationReader(new JsonFields(root, "$", problems)).read(AGGREGATION, slots);
    if (root.has("epochs"))
      problems.add("$.epochs: nobody knows how much data there is, expected rounds");
    rule.filter(spec -> spec.memory(1) > 0 || spec instanceof AggregationSpec.FlTrust)
        .ifPresent(spec ->
            problems.add(
                "$.aggregation: is %s, expected a rule that needs nothing but the updates"
                    .formatted(spec.type())));
    try {
      ModelSpec model = ModelSpec.parse(withoutRegime(root));
      if (problems.isEmpty()) return new FederatedSpec(model, rule.orElseThrow());
    } catch (SpecException e) {
      problems.addAll(e.problems());
    }
    throw new SpecException(problems);
  }

  /**
   * Updates without which a round cannot close: more than half, and as many as the rule needs for
   * the Byzantine workers that it allows for.
   */
  public int leastUpdates() {
    return Math.max(model.slots() / 2 + 1, aggregation.workersNeeded());
  }

  private static byte[] withoutRegime(ObjectNode root) {
    ObjectNode rest = root.deepCopy();
    rest.remove(REGIME);
    rest.put(AGGREGATION, "mean");
    try {
      return JSON.writeValueAsBytes(rest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ObjectNode> tree(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      return root instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
