package io.pouw.learning.spec;

import java.util.List;

/**
 * A model and its training, complete: with the data and the effective seed it decides every byte of
 * the result. Made by {@link #parse}, which lets nothing inconsistent through.
 *
 * @param learningRateDecay factor on the learning rate from one round to the next
 * @param batchSize rows of one step
 * @param localSteps steps of one unit
 * @param slots units of one round
 * @param checkpointRounds rounds between checkpoints
 * @param minAccuracy accuracy on the test data under which the task counts as failed
 * @param seed the client's part of the seed
 * @param updates how updates are made and written
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
    Aggregation aggregation,
    double minAccuracy,
    String seed,
    UpdateSpec updates) {
  public static final long MAX_PARAMETERS = 50_000_000;
  public static final int MAX_ROUNDS = 1_000_000;
  public static final long MAX_UNIT_FLOPS = 1L << 50;

  public ModelSpec {
    layers = List.copyOf(layers);
  }

  /** With {@linkplain UpdateSpec#PLAIN plain} updates. */
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
      Aggregation aggregation,
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
        UpdateSpec.PLAIN);
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
        updates);
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
        other);
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
