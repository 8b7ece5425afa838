package io.pouw.learning;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;

/**
 * A model with its training data and effective seed: does units of work (federated averaging with
 * local steps; B. McMahan et al., "Communication-efficient learning of deep networks from
 * decentralized data", 2017, algorithm 1). Thread-safe: any number of units at once.
 *
 * <p>The rows of a unit are a window of {@code local_steps * batch_size} in the sequence of
 * shuffled epochs; the windows of slot 0, 1, ... of round 0, then of round 1, lie one after the
 * other. So they depend on effective seed, round and slot, and on nothing else.
 */
public final class Training {
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
   * Does one unit: trains from the state for the local steps.
   *
   * <p>A unit that leaves the finite numbers, because the learning rate is too great for the model,
   * changes nothing: its update is all zeros with the loss {@link Float#MAX_VALUE}. So every unit
   * has an update, and a miner is not blamed for a client's setting.
   *
   * @param state the state before the round
   * @param round from 0
   * @param slot from 0
   * @return the update
   * @throws IllegalArgumentException if the state does not fit, or there is no such round or slot
   */
  public byte[] work(byte[] state, int round, int slot) {
    ModelSpec spec = model.spec();
    if (round < 0 || round >= rounds() || slot < 0 || slot >= spec.slots())
      throw new IllegalArgumentException(
          "there is no round %d, slot %d: the task has %d rounds of %d slots"
              .formatted(round, slot, rounds(), spec.slots()));
    model.requireState(state);
    return model
        .workspaces()
        .lend(workspace -> {
          Float32.read(state, workspace.parameters());
          workspace.begin(unitSeed(round, slot));
          double loss = train(workspace, round, slot);
          double mean = loss / (spec.unitRows() * workspace.positions());
          return update(state, workspace.parameters(), (float) mean);
        });
  }

  private Hash unitSeed(int round, int slot) {
    byte[] unit = ByteBuffer.allocate(2 * Integer.BYTES).putInt(round).putInt(slot).array();
    return Hash.of(Domain.SEED, effectiveSeed.toBytes(), unit);
  }

  private double train(Workspace workspace, int round, int slot) {
    ModelSpec spec = model.spec();
    float learningRate = spec.learningRate(round);
    int[] rows = new int[spec.batchSize()];
    long position = ((long) round * spec.slots() + slot) * spec.unitRows();
    double loss = 0;
    for (int step = 0; step < spec.localSteps(); step++) {
      order.copy(position + (long) step * rows.length, rows);
      for (int i = 0; i < rows.length; i++) {
        data.copyRow(rows[i], workspace.features(), i * data.features());
        data.copyTargets(rows[i], workspace.targets(), i * data.targets());
      }
      loss += workspace.step(learningRate);
    }
    return loss;
  }

  private byte[] update(byte[] state, float[] trained, float loss) {
    ByteBuffer start = Float32.view(state);
    byte[] update = Float32.allocate(trained.length + 1);
    ByteBuffer changes = Float32.view(update);
    boolean finite = Float.isFinite(loss);
    for (float parameter : trained) {
      float change = parameter - start.getFloat();
      finite &= Float.isFinite(change);
      changes.putFloat(change);
    }
    changes.putFloat(loss);
    return finite ? update : updateOfNothing(trained.length);
  }

  private static byte[] updateOfNothing(int parameters) {
    byte[] update = Float32.allocate(parameters + 1);
    Float32.view(update).putFloat(parameters * Float.BYTES, Float.MAX_VALUE);
    return update;
  }
}
