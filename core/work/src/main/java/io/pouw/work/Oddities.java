package io.pouw.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Which updates of a round stand out from the others: by their distance from the median of each
 * coordinate, by their direction against it, by their length, or by being all but another's copy.
 * "Standing out" is measured in robust deviations (median of absolute deviations), so that a
 * minority of outliers does not hide itself. Takes half of the workers for honest, as the rules of
 * aggregation do.
 *
 * @param reasons one an update, empty text where nothing was found
 */
record Oddities(List<String> reasons) {
  /** Robust deviations from which on a value stands out. */
  private static final double LIMIT = 4;

  /** Makes the median of absolute deviations the standard deviation of normal values. */
  private static final double NORMAL = 1.4826;

  /** Deviations are never taken for smaller than this part of the median. */
  private static final double FLOOR = 0.1;

  /** A cosine is not taken for odd within this of the median cosine. */
  private static final double COSINE_FLOOR = 0.05;

  /**
   * Two updates nearer than this part of the median distance to the centre are one and its copy.
   */
  private static final double COPY = 0.05;

  /** Fewer updates than these have no majority to compare with. */
  private static final int LEAST_UPDATES = 3;

  Oddities {
    reasons = List.copyOf(reasons);
  }

  Optional<String> reasonOf(int index) {
    return Optional.of(reasons.get(index)).filter(each -> !each.isEmpty());
  }

  /**
   * Compares.
   *
   * @param updates of equal length
   */
  static Oddities of(List<float[]> updates) {
    int count = updates.size();
    if (count < LEAST_UPDATES || updates.getFirst().length == 0)
      return new Oddities(updates.stream().map(each -> "").toList());
    float[] centre = centre(updates);
    double[] distances = each(count, i -> distance(updates.get(i), centre));
    double[] lengths = each(count, i -> Math.sqrt(dot(updates.get(i), updates.get(i))));
    double length = Math.sqrt(dot(centre, centre));
    double[] cosines = each(count, i -> cosine(updates.get(i), centre, lengths[i] * length));
    var reasons = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      String reason = odd("its distance from the median", distances, i, FLOOR, 1);
      if (reason.isEmpty()) reason = odd("its length", lengths, i, FLOOR, 0);
      if (reason.isEmpty()) reason = odd("its cosine with the median", cosines, i, 0, -1);
      if (reason.isEmpty()) reason = copy(updates, distances, i);
      reasons.add(reason);
    }
    return new Oddities(reasons);
  }

  /** The median of each coordinate; of an even number the lower of the middle two. */
  private static float[] centre(List<float[]> updates) {
    float[] centre = new float[updates.getFirst().length];
    float[] column = new float[updates.size()];
    for (int at = 0; at < centre.length; at++) {
      for (int i = 0; i < column.length; i++) column[i] = updates.get(i)[at];
      Arrays.sort(column);
      centre[at] = column[(column.length - 1) / 2];
    }
    return centre;
  }

  /**
   * What is odd about one of the values.
   *
   * @param floor part of the median under which deviations are noise; 0 for cosines
   * @param side 1 if only great values are odd, -1 if only small ones, 0 if both
   */
  private static String odd(String what, double[] values, int index, double floor, int side) {
    double middle = median(values);
    double spread = NORMAL * median(each(values.length, i -> Math.abs(values[i] - middle)));
    double least = floor > 0 ? floor * Math.abs(middle) : COSINE_FLOOR;
    double off = values[index] - middle;
    double deviations = (side == 0 ? Math.abs(off) : side * off) / Math.max(spread, least);
    if (!(deviations > LIMIT)) return "";
    return String.format(
        Locale.ROOT,
        "%s is %.4g, the median of the round %.4g: %.1f robust deviations off",
        what,
        values[index],
        middle,
        deviations);
  }

  private static String copy(List<float[]> updates, double[] distances, int index) {
    double near = COPY * median(distances);
    for (int other = 0; other < updates.size(); other++)
      if (other != index && distance(updates.get(index), updates.get(other)) < near)
        return "it is all but a copy of update " + other + " of the round";
    return "";
  }

  private static double[] each(int count, IntToDoubleFunction value) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) values[i] = value.applyAsDouble(i);
    return values;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double off = (double) a[i] - b[i];
      sum += off * off;
    }
    return Math.sqrt(sum);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
    return sum;
  }

  /** 0 where one of the two has no direction. */
  private static double cosine(float[] a, float[] b, double lengths) {
    return lengths > 0 ? dot(a, b) / lengths : 0;
  }
}
