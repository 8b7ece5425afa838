package io.pouw.ledger;

import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Systematic sampling with equal probability (Madow and Madow 1944; Madow 1949 for weights, which
 * are equal within a task): one random start, then every so many units. Each unit is drawn with
 * probability exactly {@code draws / units}, none twice, and a run of {@code m} neighbours, such as
 * the units of one miner, meets the floor or the ceiling of {@code m * draws / units} draws. So a
 * miner cannot hope that chance spares it, and nobody knows the start before the beacon.
 */
final class SystematicDraw {
  private SystematicDraw() {}

  /**
   * How many units of a checkpoint are drawn.
   *
   * @param weight of all units together
   */
  static int draws(int units, long weight, Parameters parameters) {
    long stride = parameters.get(Parameter.DRAW_STRIDE_WEIGHT);
    long byWeight = weight / stride + (weight % stride == 0 ? 0 : 1);
    long wanted = Math.max(parameters.get(Parameter.MIN_DRAWS), byWeight);
    return (int) Math.min(units, Math.min(wanted, parameters.get(Parameter.MAX_DRAWS)));
  }

  /** The drawn leaves in increasing order. */
  static List<Integer> leaves(Hash beacon, Checkpoint checkpoint, int draws) {
    var lottery =
        new Lottery(
            beacon, "units", checkpoint.task(), checkpoint.generation(), checkpoint.index());
    return leaves(lottery.below(checkpoint.units()), checkpoint.units(), draws);
  }

  /**
   * The line of units is cut into {@code draws} cells a unit; the points stand {@code units} cells
   * apart, so that all arithmetic is whole.
   *
   * @param start from 0 to {@code units - 1}
   */
  static List<Integer> leaves(long start, int units, int draws) {
    if (draws < 1 || draws > units || start < 0 || start >= units)
      throw new IllegalArgumentException(
          draws + " draws of " + units + " units from cell " + start);
    int[] leaves =
        IntStream.range(0, draws).map(i -> (int) ((start + (long) i * units) / draws)).toArray();
    return Arrays.stream(leaves).boxed().toList();
  }
}
