package io.pouw.learning.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@link AggregationSpec.NormClipping}: one step of centred clipping about 0. */
record NormClippingRule(AggregationSpec.NormClipping spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    Arrays.fill(into, 0);
    CentredClippingRule.clip(updates, Optional.of(spec.radius()), into);
  }
}
