package io.pouw.task.tribuo.method;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.spec.Bounds;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * K-means: slot s of n takes the rows s, s + n, s + 2n, ... and sums them by their nearest centre;
 * a round's new centres are the means over all slots. A cluster without rows keeps its centre. All
 * sums are whole numbers, so the centres do not depend on the number of slots.
 *
 * <p>An update is, for each cluster, the number of rows and the sum of each feature, and then the
 * sum of the squared distances in millionths.
 */
final class KMeansMethod implements Method {
  private static final long OPERATIONS = 3;
  private static final double MILLION = 1e6;

  /** Squared distances of one row, in millionths; further ones count as this. */
  private static final double GREATEST_DISTANCE = 0x1p42;

  private final TribuoSpec spec;
  private final int clusters;
  private final int features;
  private final long[][] points;
  private final Hash seed;

  KMeansMethod(TribuoSpec spec, Algorithm.KMeans model, Table table, Hash seed) {
    this.spec = spec;
    this.clusters = model.clusters();
    this.features = table.width();
    this.seed = seed;
    this.points = new long[table.rows()][];
    for (int row = 0; row < points.length; row++) points[row] = Centroids.fixed(table.row(row));
    if (clusters > points.length)
      throw new IllegalArgumentException(
          "%d clusters of %d rows".formatted(clusters, points.length));
    if (spec.slots() > points.length)
      throw new IllegalArgumentException(
          "%d slots for %d rows".formatted(spec.slots(), points.length));
    Bounds.check(
        "bytes of an update", (long) clusters * (features * 8L + 4) + 8, Bounds.UPDATE_BYTES);
  }

  /**
   * The start of k-means++: the first centre is any row, each further one a row drawn in proportion
   * to its squared distance from the nearest centre so far.
   */
  @Override
  public byte[] first() {
    var random = RandomStream.of(seed, "tribuo/centres", 0);
    long[][] centres = new long[clusters][];
    double[] nearest = new double[points.length];
    Arrays.fill(nearest, Double.MAX_VALUE);
    int chosen = random.nextBelow(points.length);
    for (int k = 0; k < clusters; k++) {
      centres[k] = points[chosen];
      double total = 0;
      for (int row = 0; row < points.length; row++) {
        nearest[row] = Math.min(nearest[row], Centroids.distance(points[row], centres[k]));
        total += nearest[row];
      }
      chosen = draw(nearest, total, random);
    }
    return new Centroids(centres).toBytes();
  }

  private static int draw(double[] weights, double total, RandomStream random) {
    long bits = (long) (random.nextInt() >>> 6) << 27 | random.nextInt() >>> 5;
    double left = bits * 0x1p-53 * total;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) return i;
      }
    }
    return last;
  }

  @Override
  public byte[] work(byte[] body, int round, int slot) {
    Centroids centroids = read(body, clusters, features);
    int[] counts = new int[clusters];
    long[][] sums = new long[clusters][features];
    long inertia = 0;
    for (int row = slot; row < points.length; row += spec.slots()) {
      double[] distances = centroids.distances(points[row]);
      int nearest = Centroids.nearest(distances);
      counts[nearest]++;
      for (int i = 0; i < features; i++) sums[nearest][i] += points[row][i];
      inertia += (long) Math.min(GREATEST_DISTANCE, distances[nearest] * MILLION);
    }
    var out = new Encoder();
    for (int k = 0; k < clusters; k++) {
      out.u32(counts[k]);
      for (long sum : sums[k]) out.i64(sum);
    }
    return out.i64(inertia).toBytes();
  }

  static Centroids read(byte[] body, int clusters, int features) {
    return Decoder.whole(body, in -> Centroids.decode(in, clusters, features));
  }

  @Override
  public void check(Decoder update) {
    int least = points.length / spec.slots();
    int most = Math.ceilDiv(points.length, spec.slots());
    long rows = 0;
    for (int k = 0; k < clusters; k++) {
      int count = update.u32();
      if (count > most) throw update.error("a cluster of %d rows of %d".formatted(count, most));
      rows += count;
      for (int i = 0; i < features; i++) {
        long sum = update.i64();
        if (Math.abs(sum) > count * Centroids.LIMIT || sum == Long.MIN_VALUE)
          throw update.error("a sum of " + sum + " over " + count + " rows");
      }
    }
    if (rows < least || rows > most)
      throw update.error("%d rows, expected %d to %d".formatted(rows, least, most));
    long _ = update.u63();
    update.end();
  }

  @Override
  public byte[] combine(byte[] body, int round, List<byte[]> updates) {
    long[] counts = new long[clusters];
    long[][] sums = new long[clusters][features];
    for (byte[] update : updates) {
      check(new Decoder(update));
      var in = new Decoder(update);
      for (int k = 0; k < clusters; k++) {
        counts[k] += in.u32();
        for (int i = 0; i < features; i++) sums[k][i] += in.i64();
      }
    }
    long[][] centres = read(body, clusters, features).points();
    for (int k = 0; k < clusters; k++)
      for (int i = 0; i < features && counts[k] > 0; i++)
        // To the nearest, halves up.
        centres[k][i] = Math.floorDiv(2 * sums[k][i] + counts[k], 2 * counts[k]);
    return new Centroids(centres).toBytes();
  }

  /** Mean squared distance from the centres before the round. */
  @Override
  public float loss(byte[] update) {
    var in = new Decoder(update);
    long rows = 0;
    for (int k = 0; k < clusters; k++) {
      rows += in.u32();
      for (int i = 0; i < features; i++) {
        long _ = in.i64();
      }
    }
    return (float) (in.u63() / MILLION / Math.max(1, rows));
  }

  /** Rows of a slot x clusters x features. */
  @Override
  public long unitWeight() {
    long rows = Math.ceilDiv(points.length, spec.slots());
    return OPERATIONS * rows * clusters * features;
  }

  @Override
  public SequencedMap<String, String> provenance() {
    var lines = new TreeMap<String, String>();
    lines.put("trainer.class-name", KMeansMethod.class.getName());
    lines.put("trainer.clusters", String.valueOf(clusters));
    lines.put("trainer.initialisation", "k-means++");
    lines.put("trainer.distance", "squared Euclidean");
    return lines;
  }
}
