package io.pouw.learning.spec;

import io.pouw.learning.aggregation.AggregationSpec;
import java.util.Optional;

/**
 * Reads {@link ServerSpec}: the fields {@code regime}, {@code mode}, {@code server_optimizer} and
 * {@code worker_momentum}, none of which has to be there.
 */
final class ServerReader {
  private static final String REGIME = "regime";
  private static final String MODE = "mode";
  private static final String OPTIMIZER = "server_optimizer";
  private static final String MOMENTUM = "worker_momentum";

  /** Of centred clipping in federated tasks, as in its paper's experiments. */
  private static final double DEFAULT_MOMENTUM = 0.9;

  private enum Regime {
    VERIFIED,
    FEDERATED
  }

  private final JsonFields fields;

  ServerReader(JsonFields fields) {
    this.fields = fields;
  }

  boolean isFederated() {
    return fields.has(REGIME)
        && fields.choice(REGIME, Regime.class).filter(Regime.FEDERATED::equals).isPresent();
  }

  /** The mode; local steps where nothing is said. */
  Optional<ServerSpec.Mode> mode() {
    return fields.has(MODE)
        ? fields.choice(MODE, ServerSpec.Mode.class)
        : Optional.of(ServerSpec.Mode.LOCAL_STEPS);
  }

  /** Empty if something is wrong, which is then among the problems. */
  Optional<ServerSpec> read(
      boolean federated, Optional<ServerSpec.Mode> mode, Optional<AggregationSpec> aggregation) {
    boolean own = fields.has(OPTIMIZER);
    if (own && mode.filter(ServerSpec.Mode.GRADIENT::equals).isPresent())
      fields.problem(
          OPTIMIZER, "stands beside mode gradient, in which optimizer is the server's already");
    Optional<OptimizerSpec> optimizer =
        own ? new OptimizerReader(fields).rule(OPTIMIZER) : Optional.empty();
    Optional<Float> momentum = momentum(federated, aggregation);
    if (own && optimizer.isEmpty()) return Optional.empty();
    return mode.flatMap(m -> momentum.map(beta -> new ServerSpec(m, optimizer, beta, federated)));
  }

  private Optional<Float> momentum(boolean federated, Optional<AggregationSpec> aggregation) {
    boolean clipping =
        aggregation
            .map(AggregationSpec::inner)
            .filter(AggregationSpec.CentredClipping.class::isInstance)
            .isPresent();
    double absent = federated && clipping ? DEFAULT_MOMENTUM : 0;
    return fields.decimal(MOMENTUM, 0, 0.999999, absent).map(Double::floatValue);
  }
}
