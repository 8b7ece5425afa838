package io.pouw.task.tribuo;

import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.table.Table;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Clusters held against labels by the adjusted Rand index (L. Hubert, P. Arabie, 1985: 1 if they
 * are the same but for names, about 0 by chance), or, where there are none, by the share of the
 * rows' variance that lies between clusters. The loss is the mean squared distance to the centre in
 * units of the features' deviations.
 */
final class ClusteringExamination implements Examination {
  /** More rows would take too long: every pair counts. */
  private static final int MAX_SILHOUETTE_ROWS = 2_000;

  private final Table test;
  private final int[] cluster;
  private final int clusters;
  private final double inertia;

  ClusteringExamination(Predictor model, Table test) {
    this.test = test;
    cluster = new int[test.rows()];
    double sum = 0;
    int count = 0;
    for (int row = 0; row < cluster.length; row++) {
      double[] distances = model.scores(test.row(row));
      count = distances.length;
      cluster[row] = nearest(distances);
      sum += distances[cluster[row]];
    }
    clusters = count;
    inertia = sum / cluster.length;
  }

  /** Of equals the first. */
  static int nearest(double[] distances) {
    int nearest = 0;
    for (int i = 1; i < distances.length; i++) if (distances[i] < distances[nearest]) nearest = i;
    return nearest;
  }

  /** Pairs of a number of things. */
  private static double pairs(long count) {
    return count * (count - 1) / 2.0;
  }

  double adjustedRand() {
    long[][] together = new long[clusters][test.labels().size()];
    long[] ofCluster = new long[clusters];
    long[] ofLabel = new long[test.labels().size()];
    for (int row = 0; row < cluster.length; row++) {
      int label = (int) test.targets()[row];
      together[cluster[row]][label]++;
      ofCluster[cluster[row]]++;
      ofLabel[label]++;
    }
    double both = 0;
    for (long[] each : together) for (long count : each) both += pairs(count);
    double a = 0;
    for (long count : ofCluster) a += pairs(count);
    double b = 0;
    for (long count : ofLabel) b += pairs(count);
    double expected = cluster.length > 1 ? a * b / pairs(cluster.length) : 0;
    double greatest = (a + b) / 2;
    return greatest == expected ? 1 : (both - expected) / (greatest - expected);
  }

  /** The share of the variance about the mean of all rows that clusters explain. */
  double explained() {
    double total = 0;
    for (int feature = 0; feature < test.width(); feature++) {
      double sum = 0;
      for (int row = 0; row < cluster.length; row++) sum += value(row, feature);
      double mean = sum / cluster.length;
      for (int row = 0; row < cluster.length; row++)
        total = Math.fma(value(row, feature) - mean, value(row, feature) - mean, total);
    }
    return total > 0 ? 1 - inertia * cluster.length / total : 0;
  }

  private double value(int row, int feature) {
    return test.features()[row * test.width() + feature];
  }

  /** P. Rousseeuw, "Silhouettes", 1987; of a cluster's only row 0. */
  private double silhouette() {
    int[] sizes = new int[clusters];
    for (int each : cluster) sizes[each]++;
    double sum = 0;
    for (int row = 0; row < cluster.length; row++) {
      double[] mean = new double[clusters];
      for (int other = 0; other < cluster.length; other++)
        mean[cluster[other]] += distance(row, other);
      double own = mean[cluster[row]] / Math.max(1, sizes[cluster[row]] - 1);
      double next = Double.POSITIVE_INFINITY;
      for (int i = 0; i < clusters; i++)
        if (i != cluster[row] && sizes[i] > 0) next = Math.min(next, mean[i] / sizes[i]);
      boolean defined = sizes[cluster[row]] > 1 && next < Double.POSITIVE_INFINITY;
      if (defined && Math.max(own, next) > 0) sum += (next - own) / Math.max(own, next);
    }
    return sum / cluster.length;
  }

  private double distance(int a, int b) {
    double sum = 0;
    for (int i = 0; i < test.width(); i++) {
      double difference = value(a, i) - value(b, i);
      sum = Math.fma(difference, difference, sum);
    }
    return Math.sqrt(sum);
  }

  @Override
  public Scores scores() {
    double goodness = test.hasTargets() ? adjustedRand() : explained();
    return new Scores(Examination.parts(goodness), PARTS, Examination.nanos(inertia));
  }

  @Override
  public Figures measure() {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    if (test.hasTargets()) values.put("adjusted_rand", adjustedRand());
    values.put("explained_variance", explained());
    values.put("inertia", inertia);
    if (cluster.length <= MAX_SILHOUETTE_ROWS) values.put("silhouette", silhouette());
    return new Figures(values);
  }

  static Figures figures(Scores scores, boolean labelled) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put(labelled ? "adjusted_rand" : "explained_variance", scores.accuracy());
    values.put("inertia", scores.lossNano() / NANO);
    return new Figures(values);
  }
}
