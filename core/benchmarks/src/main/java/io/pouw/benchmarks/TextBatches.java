package io.pouw.benchmarks;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;

/** Batches of a data set in an order that is the same for every contender and every run. */
final class TextBatches {
  private static final Hash SEED = Hash.sha256("loss curves".getBytes(StandardCharsets.US_ASCII));

  private final Dataset data;
  private final int rows;
  private final float[] features;
  private final float[] targets;
  private int[] order = {};
  private int next;
  private int epoch;

  /**
   * @param rows of one batch
   */
  TextBatches(Dataset data, int rows) {
    this.data = data;
    this.rows = rows;
    this.features = new float[rows * data.features()];
    this.targets = new float[rows * data.targets()];
  }

  /** Goes to the next batch; an epoch's rest that fills none is left out. */
  void advance() {
    if (next + rows > order.length) {
      order = RandomStream.of(SEED, "shuffle", epoch++).nextPermutation(data.rows());
      next = 0;
    }
    for (int i = 0; i < rows; i++) {
      data.copyRow(order[next + i], features, i * data.features());
      data.copyTargets(order[next + i], targets, i * data.targets());
    }
    next += rows;
  }

  int rows() {
    return rows;
  }

  /** Of the batch, row by row. */
  float[] features() {
    return features;
  }

  /** Of the batch, row by row, position by position. */
  float[] targets() {
    return targets;
  }

  /** The same as whole numbers. */
  int[] labels() {
    int[] labels = new int[targets.length];
    for (int i = 0; i < labels.length; i++) labels[i] = (int) targets[i];
    return labels;
  }
}
