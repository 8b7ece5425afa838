package io.pouw.task.tribuo.method;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Decoder;
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
 * far in the order of their numbers. A tree depends on its number and the task's effective seed
 * alone, so the forest does not depend on how it was cut into units.
 */
final class ForestMethod implements Method {
  /** A split by one feature at a node and how rows fall apart, in operations: a few for each. */
  private static final long OPERATIONS = 4;

  private final TribuoSpec spec;
  private final Algorithm.Trees trees;
  private final Hash seed;
  private final int rows;
  private final int features;
  private final int classes;
  private final TreeGrower grower;

  ForestMethod(TribuoSpec spec, Algorithm.Trees trees, Schema schema, Table table, Hash seed) {
    this.spec = spec;
    this.trees = trees;
    this.seed = seed;
    this.rows = table.rows();
    this.features = table.width();
    this.classes = schema.labels().size();
    Bounds.check("trees", totalTrees(), Bounds.TREES);
    Bounds.check(
        "rows times features times labels",
        (long) rows * features * Math.max(1, classes),
        Bounds.COUNTS);
    Bounds.check("bytes of an update", treeBytes() * trees.treesPerUnit(), Bounds.UPDATE_BYTES);
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
    for (int i = 0; i < trees.treesPerUnit(); i++) grown.add(grow(first + i));
    return new Forest(grown, classes).toBytes();
  }

  private Tree grow(int number) {
    var random = RandomStream.of(seed, "tribuo/tree", number);
    int[] sample = new int[rows];
    for (int i = 0; i < rows; i++) sample[i] = trees.forest() ? random.nextBelow(rows) : i;
    long inner = (long) random.nextInt() << 32 | random.nextInt() & 0xffffffffL;
    return grower.grow(sample, inner);
  }

  @Override
  public void check(Decoder update) {
    int count = update.u32();
    if (count != trees.treesPerUnit())
      throw update.error(count + " trees, expected " + trees.treesPerUnit());
    for (int i = 0; i < count; i++) {
      var _ = Tree.decode(update, maxNodes(), features, classes);
    }
    update.end();
  }

  @Override
  public byte[] combine(byte[] body, int round, List<byte[]> updates) {
    Forest forest = Forest.decode(body, features, classes);
    for (byte[] update : updates) forest = forest.and(Forest.decode(update, features, classes));
    return forest.toBytes();
  }

  @Override
  public float loss(byte[] update) {
    return 0f;
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
