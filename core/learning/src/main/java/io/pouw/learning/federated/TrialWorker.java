package io.pouw.learning.federated;

import io.pouw.learning.attack.DataAttack;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.util.Optional;

/** One worker: its rows, in a new random order each epoch, and its momentum. */
final class TrialWorker {
  private final Dataset data;
  private final int[] shard;
  private final Hash seed;
  private final String purpose;
  private final Optional<DataAttack> poison;
  private final float[] momentum;
  private int[] order = new int[0];
  private int used;
  private long epoch;

  TrialWorker(
      int number,
      Dataset data,
      int[] shard,
      int parameters,
      Hash seed,
      Optional<DataAttack> poison) {
    this.data = data;
    this.shard = shard;
    this.seed = seed;
    this.purpose = "worker " + number;
    this.poison = poison;
    this.momentum = new float[parameters];
  }

  /** What the worker sends: its momentum, {@code fma(beta, m, gradient)}; its own array. */
  float[] update(Workspace workspace, float beta) {
    fill(workspace);
    workspace.differentiate();
    float[] gradient = workspace.gradients();
    for (int j = 0; j < momentum.length; j++)
      momentum[j] = Math.fma(beta, momentum[j], gradient[j]);
    return momentum;
  }

  private void fill(Workspace workspace) {
    if (order.length - used < workspace.rows()) {
      order = RandomStream.of(seed, purpose, epoch++).nextPermutation(shard.length);
      used = 0;
    }
    for (int i = 0; i < workspace.rows(); i++) {
      int row = shard[order[used++]];
      int at = i * data.features();
      data.copyRow(row, workspace.features(), at);
      int label = data.label(row);
      poison.ifPresent(attack -> attack.mark(row, workspace.features(), at));
      workspace.labels()[i] = poison.map(attack -> attack.label(row, label)).orElse(label);
    }
  }
}
