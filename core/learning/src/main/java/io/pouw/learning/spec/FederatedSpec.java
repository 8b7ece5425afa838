package io.pouw.learning.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.learning.aggregation.AggregationSpec;
import java.io.IOException;
import java.util.List;

/**
 * A specification with {@code "regime": "federated"}: that of a model, trained on data that each of
 * its {@code slots} workers keeps to itself, for a number of rounds, with a rule of aggregation
 * that bears Byzantine workers ({@code "aggregation": {"type": "trimmed_mean", "byzantine": 3}};
 * where it is left out, centred clipping with the median radius for a third of the workers).
 *
 * @param model the specification
 */
public record FederatedSpec(ModelSpec model) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the JSON says so, be it good or bad in other ways. */
  public static boolean isFederated(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      return root != null && root.path("regime").asText().equals("federated");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a specification.
   *
   * @throws SpecException naming everything that is wrong, each with its place
   */
  public static FederatedSpec parse(byte[] json) {
    ModelSpec model = ModelSpec.parse(json);
    if (!model.server().federated())
      throw new SpecException(List.of("$.regime: is verified, expected federated"));
    return new FederatedSpec(model);
  }

  public AggregationSpec aggregation() {
    return model.aggregation();
  }

  /** Updates without which a round cannot close. */
  public int leastUpdates() {
    return model.leastUpdates();
  }
}
