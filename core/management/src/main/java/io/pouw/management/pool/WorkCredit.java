package io.pouw.management.pool;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.math.BigInteger;
import java.util.Comparator;

/**
 * Work of one miner that the chain says was done: its units in one accepted checkpoint of a task.
 *
 * @param task id
 * @param taskType of the task
 * @param checkpoint index
 * @param miner who did it
 * @param units how many, positive
 * @param unitWeight floating-point operations of each
 * @param proven whether any of it could have been drawn and done again; federated work cannot
 * @param doneHeight of the block that took the checkpoint in
 * @param settledHeight of the block that settled the task; from then on nothing can take it back
 */
public record WorkCredit(
    Hash task,
    String taskType,
    int checkpoint,
    Address miner,
    long units,
    long unitWeight,
    boolean proven,
    long doneHeight,
    long settledHeight) {
  /** In the order in which work is counted: as settled, then by task, checkpoint and miner. */
  public static final Comparator<WorkCredit> ORDER =
      Comparator.comparingLong(WorkCredit::settledHeight)
          .thenComparing(WorkCredit::task)
          .thenComparingInt(WorkCredit::checkpoint)
          .thenComparing(WorkCredit::miner);

  /** All its floating-point operations. */
  public BigInteger weight() {
    return BigInteger.valueOf(units).multiply(BigInteger.valueOf(unitWeight));
  }
}
