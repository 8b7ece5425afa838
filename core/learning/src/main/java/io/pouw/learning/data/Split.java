package io.pouw.learning.data;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Rows of a data set in two parts, each in increasing order; the same arguments give the same rows
 * everywhere.
 *
 * @param training row numbers
 * @param test the others
 */
public record Split(int[] training, int[] test) {
  private static final String PURPOSE = "split";

  /** The last rows are for testing: a fraction of them, rounded to the nearest. */
  public static Split contiguous(int rows, double testFraction) {
    int test = share(rows, testFraction);
    int[] all = new int[rows];
    for (int i = 0; i < rows; i++) all[i] = i;
    return new Split(Arrays.copyOf(all, rows - test), Arrays.copyOfRange(all, rows - test, rows));
  }

  /** Rows drawn at random are for testing: a fraction of them, rounded to the nearest. */
  public static Split random(int rows, double testFraction, Hash seed) {
    int[] order = RandomStream.of(seed, PURPOSE, 0).nextPermutation(rows);
    return new Split(
        sorted(order, share(rows, testFraction), rows),
        sorted(order, 0, share(rows, testFraction)));
  }

  /**
   * The same within each class (of the first target), so that both parts have all of them in the
   * same proportion.
   */
  public static Split stratified(Dataset data, double testFraction, Hash seed) {
    SequencedMap<Integer, List<Integer>> classes = new TreeMap<>();
    float[] targets = new float[data.targets()];
    for (int row = 0; row < data.rows(); row++) {
      data.copyTargets(row, targets, 0);
      classes.computeIfAbsent((int) targets[0], _ -> new ArrayList<>()).add(row);
    }
    boolean[] testing = new boolean[data.rows()];
    classes.forEach((label, rows) -> {
      int[] order = RandomStream.of(seed, PURPOSE, label).nextPermutation(rows.size());
      for (int i = 0; i < share(rows.size(), testFraction); i++) testing[rows.get(order[i])] = true;
    });
    return new Split(rowsThatAre(testing, false), rowsThatAre(testing, true));
  }

  private static int share(int rows, double fraction) {
    if (!(fraction >= 0 && fraction <= 1))
      throw new IllegalArgumentException("a fraction is from 0 to 1, not " + fraction);
    return (int) Math.round(rows * fraction);
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] rows = Arrays.copyOfRange(order, from, to);
    Arrays.sort(rows);
    return rows;
  }

  private static int[] rowsThatAre(boolean[] testing, boolean wanted) {
    int size = 0;
    int[] rows = new int[testing.length];
    for (int row = 0; row < testing.length; row++) if (testing[row] == wanted) rows[size++] = row;
    return Arrays.copyOf(rows, size);
  }
}
