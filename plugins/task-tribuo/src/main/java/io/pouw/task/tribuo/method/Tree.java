package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.task.tribuo.spec.Bounds;
import java.util.Arrays;
import org.tribuo.Output;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;

/**
 * A decision tree in pre-order: after a split comes the subtree of the values that are not greater,
 * then that of the others.
 *
 * <p>Encoded as the number of nodes, then for each a byte 1, the feature and the threshold, or a
 * byte 0 and the leaf's value: its class or its number. Exactly one encoding for a tree.
 */
final class Tree {
  private static final int LEAF = -1;
  private static final int LEAF_BYTES = 9;
  static final int SPLIT_BYTES = 13;

  private int size;
  private int[] feature = new int[16];
  private double[] value = new double[16];

  /** Where the other subtree of a split begins. */
  private int[] greater = new int[16];

  private Tree() {}

  /** What a leaf of Tribuo's says. */
  interface LeafValue<T extends Output<T>> {
    double of(T output);
  }

  /** Copies a tree of Tribuo's, whose features are numbered as the table's. */
  static <T extends Output<T>> Tree of(Node<T> root, LeafValue<T> leaf) {
    var tree = new Tree();
    tree.copy(root, leaf);
    return tree;
  }

  private <T extends Output<T>> void copy(Node<T> node, LeafValue<T> leaf) {
    switch (node) {
      case SplitNode<T> split -> {
        int at = add(split.getFeatureID(), split.splitValue());
        copy(split.getLessThanOrEqual(), leaf);
        greater[at] = size;
        copy(split.getGreaterThan(), leaf);
      }
      case LeafNode<T> end -> add(LEAF, leaf.of(end.getOutput()));
      default -> throw new IllegalStateException("a tree with a node " + node.getClass());
    }
  }

  private int add(int of, double what) {
    if (size == feature.length) {
      feature = Arrays.copyOf(feature, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
      greater = Arrays.copyOf(greater, 2 * size);
    }
    feature[size] = of;
    value[size] = what;
    return size++;
  }

  /**
   * Reads a tree.
   *
   * @param maxNodes it may have
   * @param features it may ask for
   * @param classes leaves may name; 0 for numbers
   */
  static Tree decode(Decoder in, int maxNodes, int features, int classes) {
    int nodes = in.u32();
    if (nodes < 1 || nodes > maxNodes)
      throw in.error("a tree of " + nodes + " nodes, expected 1 to " + maxNodes);
    if ((long) nodes * LEAF_BYTES > in.remaining())
      throw in.error("a tree of " + nodes + " nodes in " + in.remaining() + " bytes");
    var tree = new Tree();
    // The splits above the node to come that wait for their second subtree.
    int[] waiting = new int[Bounds.TREE_DEPTH + 1];
    boolean[] second = new boolean[Bounds.TREE_DEPTH + 1];
    int depth = 0;
    for (int i = 0; i < nodes; i++) {
      if (i > 0 && depth == 0) throw in.error("a node after the end of the tree");
      boolean split = in.bool();
      int of = split ? in.u32() : LEAF;
      double what = Double.longBitsToDouble(in.i64());
      if (!Double.isFinite(what)) throw in.error("a node with the value " + what);
      if (split && of >= features) throw in.error("a split by feature " + of + " of " + features);
      if (!split && classes > 0 && !isClass(what, classes))
        throw in.error("a leaf of the class " + what + " of " + classes);
      int at = tree.add(of, what);
      if (split) {
        if (depth == Bounds.TREE_DEPTH) throw in.error("deeper than " + Bounds.TREE_DEPTH);
        waiting[depth] = at;
        second[depth++] = false;
        continue;
      }
      while (depth > 0 && second[depth - 1]) depth--;
      if (depth > 0) {
        second[depth - 1] = true;
        tree.greater[waiting[depth - 1]] = i + 1;
      }
    }
    if (depth > 0) throw in.error("the tree ends before its last leaf");
    return tree;
  }

  private static boolean isClass(double value, int classes) {
    return value >= 0
        && value < classes
        && Double.doubleToLongBits((int) value) == Double.doubleToLongBits(value);
  }

  void encode(Encoder out) {
    out.u32(size);
    for (int i = 0; i < size; i++) {
      out.bool(feature[i] != LEAF);
      if (feature[i] != LEAF) out.u32(feature[i]);
      out.i64(Double.doubleToLongBits(value[i]));
    }
  }

  int size() {
    return size;
  }

  /** The value of the leaf that a row falls into. */
  double predict(double[] row) {
    int at = 0;
    while (feature[at] != LEAF) at = row[feature[at]] > value[at] ? greater[at] : at + 1;
    return value[at];
  }
}
