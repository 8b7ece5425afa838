package io.pouw.security.gradient;

import io.pouw.learning.Model;
import io.pouw.learning.Training;
import io.pouw.learning.aggregation.AggregationRound;
import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.aggregation.RobustAggregation;
import io.pouw.learning.attack.DataAttack;
import io.pouw.learning.attack.PoisonedDataset;
import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Federated averaging as the federated demo does it: ten workers with every tenth row of the UCI
 * digits each, sixteen local steps with momentum, a trimmed mean; the last three are poisoned.
 */
final class Averaging {
  static final int WORKERS = 10;
  static final int POISONED = 3;
  private static final int ROUNDS = 32;
  private static final String SPEC =
      """
      {"dataset": {"format": "csv", "classes": 10, "features": 64, "shape": [8, 8], "scale": 16},
       "layers": [{"type": "dense", "units": 64, "activation": "relu"},
                  {"type": "dense", "units": 10}],
       "loss": "softmax_cross_entropy",
       "optimizer": {"type": "momentum", "learning_rate": 0.1, "momentum": 0.9},
       "batch_size": 16, "local_steps": 16, "slots": 10, "rounds": 32, "checkpoint_rounds": 4,
       "aggregation": "mean", "min_accuracy": 0, "seed": "averaging"}
      """;

  /** What a poisoned worker makes of its update. */
  @FunctionalInterface
  interface Poison {
    /**
     * Spoils.
     *
     * @param lastStep how the model moved in the round before
     */
    float[] spoil(float[] update, float[] lastStep);
  }

  /** Sees the updates of a round, the poisoned last. */
  @FunctionalInterface
  interface Observer {
    void round(int round, List<float[]> updates);
  }

  private record Shard(Dataset all, int worker) implements Dataset {
    @Override
    public int rows() {
      return (all.rows() - worker + WORKERS - 1) / WORKERS;
    }

    @Override
    public int features() {
      return all.features();
    }

    @Override
    public int targets() {
      return all.targets();
    }

    @Override
    public void copyRow(int row, float[] into, int at) {
      all.copyRow(worker + row * WORKERS, into, at);
    }

    @Override
    public void copyTargets(int row, float[] into, int at) {
      all.copyTargets(worker + row * WORKERS, into, at);
    }
  }

  private final Model model;
  private final List<Training> trainings = new ArrayList<>();
  private final Hash seed;
  private final Poison poison;
  private final float momentum;
  private final List<float[]> sent = new ArrayList<>();

  /**
   * A training.
   *
   * @param momentum of the workers over their updates; 0 for none
   */
  Averaging(long seed, float momentum, Poison poison, Optional<DataAttack> onData) {
    this.momentum = momentum;
    ModelSpec spec = ModelSpec.parse(SPEC.getBytes(StandardCharsets.UTF_8));
    this.model = Model.of(spec);
    this.seed = Hash.sha256(new byte[] {(byte) seed});
    this.poison = poison;
    Dataset digits = CsvFormat.read(digits(), spec.dataset());
    for (int worker = 0; worker < WORKERS; worker++) {
      Dataset own = new Shard(digits, worker);
      if (isPoisoned(worker) && onData.isPresent()) own = new PoisonedDataset(own, onData.get());
      trainings.add(new Training(model, own, this.seed));
    }
  }

  private static boolean isPoisoned(int worker) {
    return worker >= WORKERS - POISONED;
  }

  private static byte[] digits() {
    try {
      return Files.readAllBytes(Path.of("../../data/digits/digits.csv.gz"));
    } catch (IOException e) {
      throw new AssertionError("the digits belong to the repository", e);
    }
  }

  void run(Observer observer) {
    byte[] state = model.init(seed);
    float[] step = new float[state.length / Float.BYTES];
    var rule = new RobustAggregation(new AggregationSpec.TrimmedMean(POISONED), WORKERS);
    for (int round = 0; round < ROUNDS; round++) {
      List<float[]> updates = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        float[] own = sent(state, round, worker);
        updates.add(isPoisoned(worker) ? poison.spoil(own, step) : own);
      }
      observer.round(round, updates);
      step = new float[step.length];
      rule.aggregate(updates, AggregationRound.of(seed, round), step);
      state = moved(state, step);
    }
  }

  private float[] sent(byte[] state, int round, int worker) {
    float[] change = model.format().changes(trainings.get(worker).work(state, round, worker));
    if (sent.size() == worker) sent.add(new float[change.length]);
    float[] next = change.clone();
    float[] last = sent.get(worker);
    for (int i = 0; i < next.length; i++)
      next[i] = Math.fma(momentum, last[i], (1 - momentum) * change[i]);
    sent.set(worker, next);
    return next;
  }

  private static byte[] moved(byte[] state, float[] step) {
    ByteBuffer moved = ByteBuffer.wrap(state.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < step.length; i++)
      moved.putFloat(i * Float.BYTES, moved.getFloat(i * Float.BYTES) + step[i]);
    return moved.array();
  }
}
