package io.pouw.task.tribuo.method;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.spec.Bounds;
import io.pouw.task.tribuo.spec.TaskKind;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Schema;
import io.pouw.task.tribuo.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * Trees: a unit grows some, whose numbers follow from round and slot, and the state is all trees so
 * far in the order of their numbers. An update is the mean {@linkplain ReportedLoss out-of-bag
 * error} of its trees, and they. A tree depends on its number and the task's effective seed alone,
 * so the forest does not depend on how it was cut into units.
 */
final class ForestMethod implements Method {
  /** A split by one feature at a node and how rows fall apart, in operations: a few for each. */
  private static final long OPERATIONS = 4;

  private final TribuoSpec spec;
  private final Algorithm.Trees trees;
  private final Hash seed;
  private final Table table;
  private final double scale;
  private final int rows;
  private final int features;
  private final int classes;
  private final TreeGrower grower;

  ForestMethod(TribuoSpec spec, Algorithm.Trees trees, Schema schema, Table table, Hash seed) {
    this.spec = spec;
    this.trees = trees;
    this.seed = seed;
    this.table = table;
    this.scale = schema.targetDeviation();
    this.rows = table.rows();
    this.features = table.width();
    this.classes = schema.labels().size();
    Bounds.check("trees", totalTrees(), Bounds.TREES);
    Bounds.check(
        "rows times features times labels",
        (long) rows * features * Math.max(1, classes),
        Bounds.COUNTS);
    long bytes = 8 + treeBytes() * trees.treesPerUnit();
    Bounds.check("bytes of an update", bytes, Bounds.UPDATE_BYTES);
    Bounds.check("bytes of the model", treeBytes() * totalTrees(), Bounds.STATE_BYTES);
    int perSplit = featuresPerSplit();
    Bounds.check("features_per_split", perSplit, features);
    grower =
        spec.kind() == TaskKind.CLASSIFICATION
            ? new ClassificationGrower(table, trees, perSplit)
            : new RegressionGrower(table, trees, perSplit, schema);
  }

  private long totalTrees() {
    return (long) spec.rounds() * spec.slots() * trees.treesPerUnit();
  }

  /** Nodes that a tree may have: no leaf is empty, and no path longer than it may be. */
  private int maxNodes() {
    long deep = trees.maxDepth() < 31 ? (2L << trees.maxDepth()) - 1 : Long.MAX_VALUE;
    return (int) Math.min(deep, 2L * rows - 1);
  }

  private long treeBytes() {
    return 4 + (long) maxNodes() * Tree.SPLIT_BYTES;
  }

  private int featuresPerSplit() {
    if (!trees.forest()) return features;
    if (trees.featuresPerSplit() > 0) return trees.featuresPerSplit();
    if (spec.kind() == TaskKind.REGRESSION) return Math.max(1, features / 3);
    int root = 1;
    while ((root + 1) * (root + 1) <= features) root++;
    return root;
  }

  @Override
  public byte[] first() {
    return new Forest(List.of(), classes).toBytes();
  }

  @Override
  public byte[] work(byte[] body, int round, int slot) {
    int first = Method.number(spec, round, slot, trees.treesPerUnit());
    List<Tree> grown = new ArrayList<>();
    double loss = 0;
    for (int i = 0; i < trees.treesPerUnit(); i++) {
      var random = RandomStream.of(seed, "tribuo/tree", first + i);
      int[] sample = new int[rows];
      for (int row = 0; row < rows; row++)
        sample[row] = trees.forest() ? random.nextBelow(rows) : row;
      long inner = (long) random.nextInt() << 32 | random.nextInt() & 0xffffffffL;
      Tree tree = grower.grow(sample, inner);
      grown.add(tree);
      loss += loss(tree, sample);
    }
    var out = new Encoder();
    ReportedLoss.encode(out, loss / trees.treesPerUnit());
    new Forest(grown, classes).encode(out);
    return out.toBytes();
  }

  /**
   * The out-of-bag error (L. Breiman, 1996): share of wrong labels, or mean squared error in units
   * of the targets' variance, over the rows that the sample left out; over all if it has them all.
   */
  private double loss(Tree tree, int[] sample) {
    boolean[] seen = new boolean[rows];
    if (trees.forest()) for (int row : sample) seen[row] = true;
    double sum = 0;
    int count = 0;
    for (int row = 0; row < rows; row++) {
      if (seen[row]) continue;
      double error = tree.predict(table.row(row)) - table.targets()[row];
      sum += classes > 0 ? (error == 0 ? 0 : 1) : error / scale * (error / scale);
      count++;
    }
    return sum / Math.max(1, count);
  }

  @Override
  public void check(Decoder update) {
    int count = read(update).trees().size();
    if (count != trees.treesPerUnit())
      throw update.error(count + " trees, expected " + trees.treesPerUnit());
    update.end();
  }

  private Forest read(Decoder update) {
    float _ = ReportedLoss.decode(update);
    return Forest.decode(update, trees.treesPerUnit(), maxNodes(), features, classes);
  }

  @Override
  public byte[] combine(byte[] body, int round, List<byte[]> updates) {
    Forest forest = Forest.decode(body, features, classes);
    for (byte[] update : updates) forest = forest.and(Decoder.whole(update, this::read));
    return forest.toBytes();
  }

  @Override
  public float loss(byte[] update) {
    return ReportedLoss.of(update);
  }

  /** Trees x rows x features looked at by a split x levels. */
  @Override
  public long unitWeight() {
    int levels = Math.min(trees.maxDepth(), 32 - Integer.numberOfLeadingZeros(rows));
    return OPERATIONS * trees.treesPerUnit() * rows * featuresPerSplit() * levels;
  }

  @Override
  public SequencedMap<String, String> provenance() {
    return grower.provenance();
  }
}
