package io.pouw.task.neural;

import io.pouw.learning.CombineRound;
import io.pouw.learning.Model;
import io.pouw.learning.Momentum;
import io.pouw.learning.Training;
import io.pouw.learning.TrustedRoot;
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
import java.util.List;
import java.util.Optional;

/**
 * A training of which each worker has its own data, and sends the momentum of its updates where the
 * task wants that. {@link Model#combine(byte[], CombineRound, List)} makes the state after a round
 * of the updates that came.
 */
final class FederatedProgram implements TaskProgram {
  private static final double PARTS_PER_MILLION = 1e6;

  private final FederatedSpec spec;
  private final Model model;
  private final Optional<Training> training;
  private final Hash effectiveSeed;
  private final Optional<TrustedRoot> root;
  private final Carried residuals = new Carried();
  private final Carried momenta = new Carried();

  /**
   * A program.
   *
   * @param training on the own data; without it there is no work
   * @param root the server's own unit, for the rule that needs it
   */
  FederatedProgram(
      FederatedSpec spec,
      Model model,
      Optional<Training> training,
      Optional<TrustedRoot> root,
      Hash effectiveSeed) {
    this.spec = spec;
    this.model = model;
    this.training = training;
    this.root = root;
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
    Training.Unit done = own.train(state, unit.round(), unit.slot(), noise);
    float[] sent = withMomentum(done.change(), unit);
    float[] before = residuals.before(unit.slot(), unit.round());
    var encoded = model.format().write(sent, done.loss(), before, done.commitment());
    if (model.format().encoding().keepsResidual())
      residuals.keep(unit.slot(), unit.round(), before, encoded.residual());
    return encoded.bytes();
  }

  /** The worker's momentum with the change in it, where the task wants momentum. */
  private float[] withMomentum(float[] change, UnitId unit) {
    float beta = spec.model().server().workerMomentum();
    if (beta == 0) return change;
    float[] before = momenta.before(unit.slot(), unit.round());
    float[] after = before.length == 0 ? new float[change.length] : before.clone();
    Momentum.add(beta, change, after);
    momenta.keep(unit.slot(), unit.round(), before, after);
    return after;
  }

  @Override
  public Optional<String> reject(byte[] update) {
    return model.rejectUpdate(update);
  }

  @Override
  public byte[] combine(byte[] state, int round, List<byte[]> updates) {
    Optional<float[]> trusted = root.map(each -> each.update(state, round));
    return model.combine(state, new CombineRound(effectiveSeed, round, trusted), updates);
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
}
