package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.task.tribuo.spec.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * Trees in the order of their numbers. They vote with equal weight, or their mean is taken.
 *
 * @param classes 0 for a regression
 */
record Forest(List<Tree> trees, int classes) implements Predictor {
  private static final int MAX_NODES = 2 * Bounds.ROWS;

  Forest {
    trees = List.copyOf(trees);
  }

  static Forest decode(byte[] body, int features, int classes) {
    return Decoder.whole(body, in -> decode(in, Bounds.TREES, MAX_NODES, features, classes));
  }

  static Forest decode(Decoder in, int maxTrees, int maxNodes, int features, int classes) {
    return new Forest(
        in.list(maxTrees, each -> Tree.decode(each, maxNodes, features, classes)), classes);
  }

  void encode(Encoder out) {
    out.list(trees, (encoder, tree) -> tree.encode(encoder));
  }

  byte[] toBytes() {
    var out = new Encoder();
    encode(out);
    return out.toBytes();
  }

  Forest and(Forest more) {
    var all = new ArrayList<>(trees);
    all.addAll(more.trees);
    return new Forest(all, classes);
  }

  /** Shares of the votes, or the mean. */
  @Override
  public double[] scores(double[] features) {
    double[] scores = new double[Math.max(1, classes)];
    for (Tree tree : trees) {
      double leaf = tree.predict(features);
      if (classes > 0) scores[(int) leaf]++;
      else scores[0] += leaf;
    }
    if (!trees.isEmpty()) for (int i = 0; i < scores.length; i++) scores[i] /= trees.size();
    return scores;
  }
}
