package io.pouw.learning;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.encoding.UpdateEncoding;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.privacy.NoiseSecret;
import io.pouw.learning.privacy.PrivacyReport;
import io.pouw.learning.privacy.PrivacySpec;
import io.pouw.learning.privacy.PrivateGradient;
import io.pouw.learning.privacy.RenyiAccountant;
import io.pouw.learning.privacy.Sampling;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A model with its training data and effective seed: does units of work (federated averaging with
 * local steps; B. McMahan et al., "Communication-efficient learning of deep networks from
 * decentralized data", 2017, algorithm 1), or one gradient in gradient mode. Thread-safe: any
 * number of units at once.
 *
 * <p>The rows of a unit are a window of {@code local_steps * batch_size} in the sequence of
 * shuffled epochs; the windows of slot 0, 1, ... of round 0, then of round 1, lie one after the
 * other. So they depend on effective seed, round and slot, and on nothing else.
 */
public final class Training {
  private static final float[] NO_RESIDUAL = {};

  private final Model model;
  private final Dataset data;
  private final Hash effectiveSeed;
  private final SampleOrder order;

  public Training(Model model, Dataset data, Hash effectiveSeed) {
    this.model = model;
    this.data = data;
    this.effectiveSeed = effectiveSeed;
    this.order = new SampleOrder(effectiveSeed, data.rows());
  }

  public Model model() {
    return model;
  }

  /** Rounds of the whole training. */
  public int rounds() {
    return model.spec().rounds(data.rows());
  }

  /**
   * Does one unit: trains from the state for the local steps, or differentiates there in gradient
   * mode.
   *
   * <p>A unit that leaves the finite numbers, because the learning rate is too great for the model,
   * changes nothing: its update is all zeros with the loss {@link Float#MAX_VALUE}. So every unit
   * has an update, and a miner is not blamed for a client's setting.
   *
   * @param state the state before the round
   * @param round from 0
   * @param slot from 0
   * @return the update
   * @throws IllegalArgumentException if the state does not fit, there is no such round or slot, or
   *     the task's units need a secret
   */
  public byte[] work(byte[] state, int round, int slot) {
    return work(state, round, slot, Optional.empty(), NO_RESIDUAL).bytes();
  }

  /**
   * Does one unit, with what the task's {@link io.pouw.learning.spec.UpdateSpec} asks for.
   *
   * <p>With differential privacy a step is that of {@link PrivateGradient}, the optimiser working
   * on its noised gradient. The loss is then reported as 0: nobody has noised it.
   *
   * @param secret decides the noise; for tasks with differential privacy, and for no others
   * @param residual what the worker's update before left out, for encodings that keep one; empty if
   *     there was none
   * @return the update and what it leaves out
   */
  public UpdateEncoding.Encoded work(
      byte[] state, int round, int slot, Optional<NoiseSecret> secret, float[] residual) {
    Unit unit = train(state, round, slot, secret);
    return model.format().write(unit.change(), unit.loss(), residual, unit.commitment());
  }

  /**
   * What a unit came to, before it is written.
   *
   * @param change of each parameter; in gradient mode the gradient
   * @param loss the mean training loss
   * @param commitment to the secret of the noise, where there is one
   */
  public record Unit(float[] change, float loss, Optional<Hash> commitment) {}

  /** Does one unit as {@link #work} does, and leaves the writing to the caller. */
  public Unit train(byte[] state, int round, int slot, Optional<NoiseSecret> secret) {
    ModelSpec spec = model.spec();
    if (round < 0 || round >= rounds() || slot < 0 || slot >= spec.slots())
      throw new IllegalArgumentException(
          "there is no round %d, slot %d: the task has %d rounds of %d slots"
              .formatted(round, slot, rounds(), spec.slots()));
    if (secret.isPresent() != spec.updates().privacy().isPresent())
      throw new IllegalArgumentException(
          secret.isPresent()
              ? "a unit without differential privacy takes no secret"
              : "a unit with differential privacy needs its worker's secret");
    model.requireState(state);
    return unit(state, round, slot, secret);
  }

  /** The change of slot 0, in any round. */
  float[] trusted(byte[] state, int round) {
    model.requireState(state);
    return unit(state, round, 0, Optional.empty()).change();
  }

  private Unit unit(byte[] state, int round, int slot, Optional<NoiseSecret> secret) {
    WorkspacePool pool = secret.isPresent() ? model.singles() : model.workspaces();
    return pool.lend(workspace -> {
      Float32.read(state, workspace.parameters());
      workspace.begin(unitSeed(round, slot));
      var pass = new UnitPass(workspace, round, slot, secret);
      float[] change = new float[workspace.parameters().length];
      double loss =
          switch (model.spec().server().mode()) {
            case LOCAL_STEPS -> {
              double sum = pass.steps();
              subtract(workspace.parameters(), state, change);
              yield sum;
            }
            case GRADIENT -> pass.gradient(change);
          };
      float mean = (float) (loss / (model.spec().unitRows() * workspace.positions()));
      Optional<Hash> commitment = secret.map(NoiseSecret::commitment);
      return Float.isFinite(mean) && isFinite(change)
          ? new Unit(change, mean, commitment)
          : new Unit(new float[change.length], Float.MAX_VALUE, commitment);
    });
  }

  /**
   * What the states after so many rounds give away of one row of this data; empty without
   * differential privacy. {@link Sampling#POISSON} is what the figure assumes.
   *
   * @param unitsPerRound that train on this data
   */
  public Optional<PrivacyReport> privacyReport(int rounds, int unitsPerRound) {
    ModelSpec spec = model.spec();
    double rate = Math.min(1, (double) spec.batchSize() / data.rows());
    long steps = (long) rounds * unitsPerRound * spec.localSteps();
    return spec.updates()
        .privacy()
        .map(privacy -> new RenyiAccountant(rate, privacy.noise()).report(steps, privacy.delta()));
  }

  private Hash unitSeed(int round, int slot) {
    byte[] unit = ByteBuffer.allocate(2 * Integer.BYTES).putInt(round).putInt(slot).array();
    return Hash.of(Domain.SEED, effectiveSeed.toBytes(), unit);
  }

  /** The batches of a unit, on one workspace. */
  private final class UnitPass {
    private final ModelSpec spec = model.spec();
    private final Workspace workspace;
    private final int round;
    private final int slot;
    private final Optional<NoiseSecret> secret;
    private final int[] rows = new int[spec.batchSize()];
    private final Optional<PrivateGradient> noised;

    UnitPass(Workspace workspace, int round, int slot, Optional<NoiseSecret> secret) {
      this.workspace = workspace;
      this.round = round;
      this.slot = slot;
      this.secret = secret;
      this.noised =
          spec.updates()
              .privacy()
              .map(privacy -> new PrivateGradient(privacy, workspace.parameters().length));
    }

    /** Makes the local steps; gives the sum of the losses. */
    double steps() {
      float learningRate = spec.learningRate(round);
      double loss = 0;
      for (int step = 0; step < spec.localSteps(); step++) {
        loss += differentiate(step);
        workspace.apply(learningRate);
      }
      return loss;
    }

    /**
     * The mean of the batches' gradients: added up in their order, then times {@code 1f / batches}.
     * Gives the sum of the losses.
     */
    double gradient(float[] mean) {
      double loss = 0;
      for (int step = 0; step < spec.localSteps(); step++) {
        loss += differentiate(step);
        float[] gradient = workspace.gradients();
        for (int i = 0; i < mean.length; i++) mean[i] += gradient[i];
      }
      float share = 1f / spec.localSteps();
      for (int i = 0; i < mean.length; i++) mean[i] *= share;
      return loss;
    }

    private double differentiate(int step) {
      if (noised.isPresent()) return differentiatePrivately(noised.get(), step);
      order.copy(position(round, slot, step), rows);
      for (int i = 0; i < rows.length; i++) load(workspace, rows[i], i);
      return workspace.differentiate();
    }

    private double differentiatePrivately(PrivateGradient gradient, int step) {
      NoiseSecret noise = secret.orElseThrow();
      gradient.begin();
      for (int row : sample(spec.updates().privacy().orElseThrow(), round, slot, step, noise)) {
        load(workspace, row, 0);
        double _ = workspace.differentiate();
        gradient.add(workspace.gradients());
      }
      gradient.finish(noise, step, spec.batchSize(), workspace.gradients());
      return 0;
    }
  }

  private int[] sample(PrivacySpec privacy, int round, int slot, int step, NoiseSecret secret) {
    int batchSize = model.spec().batchSize();
    return switch (privacy.sampling()) {
      case POISSON -> secret.sample(step, data.rows(), batchSize);
      case SHUFFLED -> {
        int[] rows = new int[batchSize];
        order.copy(position(round, slot, step), rows);
        yield rows;
      }
    };
  }

  private long position(int round, int slot, int step) {
    ModelSpec spec = model.spec();
    return ((long) round * spec.slots() + slot) * spec.unitRows() + (long) step * spec.batchSize();
  }

  private void load(Workspace workspace, int row, int at) {
    data.copyRow(row, workspace.features(), at * data.features());
    data.copyTargets(row, workspace.targets(), at * data.targets());
  }

  private static void subtract(float[] trained, byte[] state, float[] changes) {
    ByteBuffer start = Float32.view(state);
    for (int i = 0; i < trained.length; i++) changes[i] = trained[i] - start.getFloat();
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) if (!Float.isFinite(value)) return false;
    return true;
  }
}
