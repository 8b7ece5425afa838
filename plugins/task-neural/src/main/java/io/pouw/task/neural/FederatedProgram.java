package io.pouw.task.neural;

import io.pouw.learning.Model;
import io.pouw.learning.Training;
import io.pouw.learning.aggregation.AggregationRound;
import io.pouw.learning.aggregation.RobustAggregation;
import io.pouw.learning.privacy.NoiseSecret;
import io.pouw.learning.spec.Extent;
import io.pouw.learning.spec.FederatedSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.plugin.Regime;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A training of which each worker has its own data. The state after a round is the state before it
 * plus the robust aggregate of the changes that came; a parameter for which that is not finite
 * stays as it was.
 */
final class FederatedProgram implements TaskProgram {
  private static final double PARTS_PER_MILLION = 1e6;

  private final FederatedSpec spec;
  private final Model model;
  private final Optional<Training> training;
  private final Hash effectiveSeed;
  private final Residuals residuals = new Residuals();

  /**
   * A program.
   *
   * @param training on the own data; without it there is no work
   */
  FederatedProgram(
      FederatedSpec spec, Model model, Optional<Training> training, Hash effectiveSeed) {
    this.spec = spec;
    this.model = model;
    this.training = training;
    this.effectiveSeed = effectiveSeed;
  }

  static TaskPlan plan(FederatedSpec spec) {
    ModelSpec model = spec.model();
    if (!(model.extent() instanceof Extent.Rounds(int rounds)))
      throw new IllegalArgumentException("a federated task says its rounds, not epochs");
    return new TaskPlan(
        rounds,
        model.slots(),
        Math.min(model.checkpointRounds(), rounds),
        model.unitFlops(),
        Math.round(model.minAccuracy() * PARTS_PER_MILLION),
        Regime.FEDERATED,
        spec.leastUpdates());
  }

  @Override
  public TaskPlan plan() {
    return plan(spec);
  }

  @Override
  public byte[] init() {
    return model.init(effectiveSeed);
  }

  @Override
  public byte[] work(byte[] state, UnitId unit) {
    return work(state, unit, Optional.empty());
  }

  @Override
  public boolean needsSecret() {
    return spec.model().updates().privacy().isPresent();
  }

  @Override
  public byte[] work(byte[] state, UnitId unit, UnitSecret secret) {
    return work(state, unit, Optional.of(NoiseSecret.of(secret.value().toBytes())));
  }

  private byte[] work(byte[] state, UnitId unit, Optional<NoiseSecret> noise) {
    Training own =
        training.orElseThrow(
            () -> new IllegalStateException("a federated task works on private data only"));
    float[] before = residuals.before(unit.slot(), unit.round());
    var encoded = own.work(state, unit.round(), unit.slot(), noise, before);
    if (model.format().encoding().keepsResidual())
      residuals.keep(unit.slot(), unit.round(), before, encoded.residual());
    return encoded.bytes();
  }

  @Override
  public Optional<String> reject(byte[] update) {
    return model.rejectUpdate(update);
  }

  @Override
  public byte[] combine(byte[] state, int round, List<byte[]> updates) {
    if (updates.size() < spec.leastUpdates() || updates.size() > spec.model().slots())
      throw new IllegalArgumentException(
          "a round has %d to %d updates, not %d"
              .formatted(spec.leastUpdates(), spec.model().slots(), updates.size()));
    var changes = new ArrayList<float[]>();
    for (byte[] update : updates) {
      model
          .rejectUpdate(update)
          .ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
          });
      changes.add(updateVector(update));
    }
    var change = new float[changes.getFirst().length];
    new RobustAggregation(spec.aggregation(), changes.size())
        .aggregate(changes, AggregationRound.of(effectiveSeed, round), change);
    return moved(state, change);
  }

  private static byte[] moved(byte[] state, float[] change) {
    ByteBuffer before = view(state);
    byte[] after = new byte[state.length];
    ByteBuffer out = view(after);
    for (float each : change) {
      float parameter = before.getFloat();
      float next = parameter + each;
      out.putFloat(Float.isFinite(next) ? next : parameter);
    }
    return after;
  }

  /** The change of each parameter; the loss behind them is left out. */
  @Override
  public float[] updateVector(byte[] update) {
    return model.format().changes(update);
  }

  /** Of the own data, on which one unit a round trains. */
  @Override
  public Optional<PrivacyLoss> privacyLoss(int rounds) {
    return training.flatMap(own -> Losses.of(own, rounds, 1));
  }

  @Override
  public float loss(byte[] update) {
    return model.loss(update);
  }

  private static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
