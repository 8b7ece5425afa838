package io.pouw.learning.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.learning.aggregation.AggregationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the training's part of a specification; {@link NetworkReader} reads data and layers. */
final class SpecReader {
  private static final int DEFAULT_ITERATIONS = 1;
  private final List<String> problems = new ArrayList<>();
  private final JsonFields fields;

  private SpecReader(JsonNode root) {
    fields = new JsonFields(root, "$", problems);
  }

  static ModelSpec read(byte[] json) {
    SpecReader reader = new SpecReader(SpecJson.read(json));
    Optional<ModelSpec> spec = reader.model();
    if (!reader.problems.isEmpty()) throw new SpecException(reader.problems);
    return spec.orElseThrow();
  }

  /** Reads everything before it decides, so that every problem is found; empty if there is one. */
  private Optional<ModelSpec> model() {
    var network = new NetworkReader(fields);
    var dataset = network.dataset();
    var layers = network.layers(dataset);
    var loss = fields.choice("loss", Loss.class);
    network.checkEnd(dataset, layers, loss.orElse(Loss.SOFTMAX_CROSS_ENTROPY));
    var optimizer = new OptimizerReader(fields).read();
    var decay = fields.decimal("learning_rate_decay", 1e-6, 1, 1);
    var batchSize = fields.integer("batch_size", 1, 4_096);
    var server = new ServerReader(fields);
    boolean federated = server.isFederated();
    var mode = server.mode();
    boolean gradient = mode.filter(ServerSpec.Mode.GRADIENT::equals).isPresent();
    var localSteps =
        gradient
            ? fields.integer("local_steps", 1, 10_000, 1)
            : fields.integer("local_steps", 1, 10_000);
    var slots = fields.integer("slots", 1, 1_024);
    if (federated && fields.has("epochs"))
      fields.problem("epochs", "nobody knows how much data there is, expected rounds");
    var extent = extent();
    var checkpointRounds = fields.integer("checkpoint_rounds", 1, ModelSpec.MAX_ROUNDS);
    var aggregation = aggregation(federated, slots);
    var serverSpec = server.read(federated, mode, aggregation);
    var minAccuracy = fields.decimal("min_accuracy", 0, 1);
    var seed = fields.text("seed", 256);
    var updates = new UpdateReader(fields).read();
    fields.close();
    if (!problems.isEmpty()) return Optional.empty();
    var spec =
        new ModelSpec(
            dataset.orElseThrow(),
            layers,
            loss.orElseThrow(),
            optimizer.orElseThrow(),
            decay.orElseThrow().floatValue(),
            batchSize.orElseThrow(),
            localSteps.orElseThrow(),
            slots.orElseThrow(),
            extent.orElseThrow(),
            checkpointRounds.orElseThrow(),
            aggregation.orElseThrow(),
            minAccuracy.orElseThrow(),
            seed.orElseThrow(),
            updates.orElseThrow(),
            serverSpec.orElseThrow());
    SizeLimits.check(spec, problems);
    return Optional.of(spec);
  }

  /** In federated tasks centred clipping where nothing is said, for a third of the workers. */
  private Optional<AggregationSpec> aggregation(boolean federated, Optional<Integer> slots) {
    String name = "aggregation";
    if (federated && !fields.has(name))
      return slots.map(n ->
          new AggregationSpec.CentredClipping((n - 1) / 3, Optional.empty(), DEFAULT_ITERATIONS));
    return new AggregationReader(fields).read(name, slots.orElse(Integer.MAX_VALUE));
  }

  private Optional<Extent> extent() {
    boolean rounds = fields.has("rounds");
    boolean epochs = fields.has("epochs");
    if (rounds && epochs) fields.problem("epochs", "stands beside rounds, expected one of them");
    if (epochs) return fields.integer("epochs", 1, 100_000).map(Extent.Epochs::new);
    return fields.integer("rounds", 1, ModelSpec.MAX_ROUNDS).map(Extent.Rounds::new);
  }
}
