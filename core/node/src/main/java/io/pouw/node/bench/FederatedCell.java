package io.pouw.node.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A place in the table of robust aggregation.
 *
 * @param data {@link #SORTED} or {@link #ALIKE}
 * @param rule as {@link FederatedPlan#rules} names it
 * @param attack as {@link FederatedPlan#attacks} names it
 */
public record FederatedCell(String data, String rule, String attack) {
  /** The honest workers' data is sorted by label. */
  public static final String SORTED = "sorted";

  /** The honest workers' data is drawn alike (i.i.d.). */
  public static final String ALIKE = "iid";

  static FederatedCell of(JsonNode found) {
    return new FederatedCell(
        found.path("data").asText(), found.path("rule").asText(), found.path("attack").asText());
  }

  void write(ObjectNode into) {
    into.put("data", data).put("rule", rule).put("attack", attack);
  }
}
