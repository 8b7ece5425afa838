package io.pouw.learning.spec;

import io.pouw.learning.aggregation.AggregationSpec;
import java.util.List;
import java.util.Optional;

/**
 * A model and its training, complete: with the data and the effective seed it decides every byte of
 * the result. Made by {@link #parse}, which lets nothing inconsistent through.
 *
 * @param learningRateDecay factor on the learning rate from one round to the next
 * @param batchSize rows of one step
 * @param localSteps steps of one unit; in gradient mode batches whose gradients are averaged
 * @param slots units of one round
 * @param checkpointRounds rounds between checkpoints
 * @param minAccuracy accuracy on the test data under which the task counts as failed
 * @param seed the client's part of the seed
 * @param aggregation how the updates of a round become one
 * @param updates how updates are made and written
 * @param server what happens to the updates of a round beside
 */
public record ModelSpec(
    DatasetSpec dataset,
    List<LayerSpec> layers,
    Loss loss,
    OptimizerSpec optimizer,
    float learningRateDecay,
    int batchSize,
    int localSteps,
    int slots,
    Extent extent,
    int checkpointRounds,
    AggregationSpec aggregation,
    double minAccuracy,
    String seed,
    UpdateSpec updates,
    ServerSpec server) {
  public static final long MAX_PARAMETERS = 50_000_000;
  public static final int MAX_ROUNDS = 1_000_000;
  public static final long MAX_UNIT_FLOPS = 1L << 50;

  /** Bytes of a state at most: what a node asks of its peers as one blob. */
  public static final long MAX_STATE_BYTES = 1L << 28;

  public ModelSpec {
    layers = List.copyOf(layers);
  }

  /**
   * With {@linkplain UpdateSpec#PLAIN plain} updates and a {@linkplain ServerSpec#PLAIN plain}
   * server.
   */
  public ModelSpec(
      DatasetSpec dataset,
      List<LayerSpec> layers,
      Loss loss,
      OptimizerSpec optimizer,
      float learningRateDecay,
      int batchSize,
      int localSteps,
      int slots,
      Extent extent,
      int checkpointRounds,
      AggregationSpec aggregation,
      double minAccuracy,
      String seed) {
    this(
        dataset,
        layers,
        loss,
        optimizer,
        learningRateDecay,
        batchSize,
        localSteps,
        slots,
        extent,
        checkpointRounds,
        aggregation,
        minAccuracy,
        seed,
        UpdateSpec.PLAIN,
        ServerSpec.PLAIN);
  }

  /** The same with another size of batch. */
  public ModelSpec withBatchSize(int size) {
    return new ModelSpec(
        dataset,
        layers,
        loss,
        optimizer,
        learningRateDecay,
        size,
        localSteps,
        slots,
        extent,
        checkpointRounds,
        aggregation,
        minAccuracy,
        seed,
        updates,
        server);
  }

  /** The same with other updates. */
  public ModelSpec withUpdates(UpdateSpec other) {
    return new ModelSpec(
        dataset,
        layers,
        loss,
        optimizer,
        learningRateDecay,
        batchSize,
        localSteps,
        slots,
        extent,
        checkpointRounds,
        aggregation,
        minAccuracy,
        seed,
        other,
        server);
  }

  /**
   * Reads a specification.
   *
   * @param json JSON in UTF-8
   * @throws SpecException naming everything that is wrong, each with its place
   */
  public static ModelSpec parse(byte[] json) {
    return SpecReader.read(json);
  }

  /** Numbers that training adjusts, over all layers. */
  public long parameters() {
    return layers.stream().mapToLong(LayerSpec::parameters).sum();
  }

  /** The optimiser that makes the server's step; empty if the aggregate itself is the step. */
  public Optional<OptimizerSpec> serverOptimizer() {
    return switch (server.mode()) {
      case GRADIENT -> Optional.of(optimizer);
      case LOCAL_STEPS -> server.optimizer();
    };
  }

  /**
   * The learning rate of the server's optimiser in a round. In gradient mode that of {@link
   * #learningRate}; for local steps, which have it already, the same in all rounds.
   */
  public float serverLearningRate(int round) {
    return switch (server.mode()) {
      case GRADIENT -> learningRate(round);
      case LOCAL_STEPS -> server.optimizer().map(OptimizerSpec::learningRate).orElse(1f);
    };
  }

  /**
   * Updates without which a round cannot close: all; in a federated task more than half, and as
   * many as the rule needs for the Byzantine workers that it allows for.
   */
  public int leastUpdates() {
    return server.federated() ? Math.max(slots / 2 + 1, aggregation.workersNeeded()) : slots;
  }

  /** Numbers of a state: the parameters, then what the server remembers. */
  public long stateNumbers() {
    long perParameter = aggregation.memory(1);
    if (server.keepsMomenta()) perParameter += slots;
    perParameter += serverOptimizer().map(OptimizerSpec::moments).orElse(0);
    return parameters() * (1 + perParameter);
  }

  /** Rows that one unit trains on. */
  public long unitRows() {
    return (long) batchSize * localSteps;
  }

  /**
   * Floating-point operations in the matrix products of one unit, a fused multiply-add counted as
   * two: forward, gradient of the weights and, but for the first layer, gradient of the inputs.
   * Elementwise work, some percent more, is not counted.
   */
  public long unitFlops() {
    long multiplyAdds = 0;
    for (int i = 0; i < layers.size(); i++)
      multiplyAdds += (i == 0 ? 2 : 3) * layers.get(i).multiplyAdds();
    return 2 * multiplyAdds * unitRows();
  }

  /**
   * Rounds of the training: as given, or as many as the epochs need, the last one begun in full.
   *
   * @throws IllegalArgumentException if the epochs need more than {@value #MAX_ROUNDS}
   */
  public int rounds(int trainingRows) {
    return switch (extent) {
      case Extent.Rounds(int count) -> count;
      case Extent.Epochs(int count) -> roundsOf((long) count * trainingRows);
    };
  }

  private int roundsOf(long rows) {
    long rounds = Math.ceilDiv(rows, unitRows() * slots);
    if (rounds > MAX_ROUNDS)
      throw new IllegalArgumentException(
          "the epochs make %d rounds, at most %d can be: raise batch_size, local_steps or slots"
              .formatted(rounds, MAX_ROUNDS));
    return Math.toIntExact(rounds);
  }

  /**
   * The learning rate of a round: the optimiser's by its schedule, times the decay, once a round,
   * rounding each.
   */
  public float learningRate(int round) {
    float rate = optimizer.learningRate(round);
    for (int i = 0; i < round; i++) rate *= learningRateDecay;
    return rate;
  }
}
