package io.pouw.task.neural;

import io.pouw.learning.CombineRound;
import io.pouw.learning.Model;
import io.pouw.learning.Training;
import io.pouw.learning.TrustedRoot;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.privacy.NoiseSecret;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** One training as the chain sees it. */
final class NeuralProgram implements TaskProgram {
  private static final double PARTS_PER_MILLION = 1e6;

  private final TaskPlan plan;
  private final Training training;
  private final Model model;
  private final Hash effectiveSeed;
  private final Optional<TrustedRoot> root;
  private final Optional<UnitChain> chain;

  NeuralProgram(TaskPlan plan, Training training, Optional<TrustedRoot> root, Hash effectiveSeed) {
    this.plan = plan;
    this.training = training;
    this.root = root;
    this.model = training.model();
    this.effectiveSeed = effectiveSeed;
    this.chain =
        model.format().encoding().keepsResidual()
            ? Optional.of(new ResidualChain(training))
            : Optional.empty();
  }

  static TaskPlan plan(ModelSpec spec, Dataset data) {
    spec.updates()
        .problemIfVerified()
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    int rounds = spec.rounds(data.rows());
    return new TaskPlan(
        rounds,
        spec.slots(),
        Math.min(spec.checkpointRounds(), rounds),
        spec.unitFlops(),
        Math.round(spec.minAccuracy() * PARTS_PER_MILLION));
  }

  @Override
  public TaskPlan plan() {
    return plan;
  }

  @Override
  public byte[] init() {
    return model.init(effectiveSeed);
  }

  @Override
  public byte[] work(byte[] state, UnitId unit) {
    return chain.isPresent()
        ? chain.get().work(state, unit, new byte[0]).update()
        : training.work(state, unit.round(), unit.slot());
  }

  @Override
  public Optional<UnitChain> chain() {
    return chain;
  }

  @Override
  public boolean needsSecret() {
    return model.spec().updates().privacy().isPresent();
  }

  @Override
  public byte[] work(byte[] state, UnitId unit, UnitSecret secret) {
    return training
        .work(state, unit.round(), unit.slot(), Optional.of(noise(secret)), new float[0])
        .bytes();
  }

  @Override
  public boolean opens(byte[] update, UnitSecret secret) {
    return reject(update).isEmpty()
        && model.format().commitment(update).filter(noise(secret)::opens).isPresent();
  }

  private static NoiseSecret noise(UnitSecret secret) {
    return NoiseSecret.of(secret.value().toBytes());
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

  @Override
  public Optional<PrivacyLoss> privacyLoss(int rounds) {
    return Losses.of(training, rounds, plan.slots());
  }

  @Override
  public float loss(byte[] update) {
    return model.loss(update);
  }
}
