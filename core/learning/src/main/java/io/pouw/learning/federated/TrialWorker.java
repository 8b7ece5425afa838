package io.pouw.learning.federated;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One worker: its rows, in a new random order each epoch, and its momentum. */
final class TrialWorker {
  private final Dataset data;
  private final int[] shard;
  private final Hash seed;
  private final String purpose;
  private final float[] momentum;
  private int[] order = new int[0];
  private int used;
  private long epoch;
  private long step;

  TrialWorker(int number, Dataset data, int[] shard, int parameters, Hash seed) {
    this.data = data;
    this.shard = shard;
    this.seed = seed;
    this.purpose = "worker " + number;
    this.momentum = new float[parameters];
  }

  /** What the worker sends: its momentum, {@code fma(beta, m, gradient)}; its own array. */
  float[] update(Workspace workspace, float beta) {
    fill(workspace);
    workspace.begin(stepSeed());
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
      data.copyRow(row, workspace.features(), i * data.features());
      data.copyTargets(row, workspace.targets(), i * data.targets());
    }
  }

  /** Decides what the step drops out. */
  private Hash stepSeed() {
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(step++).array();
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    return Hash.of(Domain.SEED, seed.toBytes(), name, number);
  }
}
