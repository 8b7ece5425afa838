package io.pouw.work;

import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.BlobId;
import java.util.List;

/**
 * What the updates of a round make of its state.
 *
 * @param id names {@code state}
 * @param lossSum of the updates' training losses, added in slot order
 */
record Combination(BlobId id, byte[] state, double lossSum) {
  static Combination of(TaskProgram program, byte[] state, int round, List<byte[]> updates) {
    byte[] next = program.combine(state, round, updates);
    double lossSum = 0;
    for (byte[] update : updates) lossSum += program.loss(update);
    return new Combination(BlobId.of(next), next, lossSum);
  }
}
