package io.pouw.task.tribuo.method;

import io.pouw.task.tribuo.spec.Algorithm;
import java.util.SequencedMap;
import org.tribuo.common.tree.AbstractCARTTrainer;

/** Tribuo's CART on samples of one table. Thread-safe: nothing is written once it is made. */
interface TreeGrower {
  /**
   * Grows one tree.
   *
   * @param sample rows of the table, with repetitions
   * @param seed of the draws of features
   */
  Tree grow(int[] sample, long seed);

  SequencedMap<String, String> provenance();

  /** The share of features that Tribuo rounds to just so many. */
  static float fraction(int perSplit, int features) {
    float fraction = (float) perSplit / features;
    if (Math.round(fraction * features) != perSplit)
      throw new IllegalStateException("no share of " + features + " is " + perSplit);
    return fraction;
  }

  /** A trainer of the task's, as its provenance tells it. */
  static SequencedMap<String, String> provenance(
      AbstractCARTTrainer<?> trainer, Algorithm.Trees trees, TreeData<?> data) {
    SequencedMap<String, String> lines = Provenance.of("trainer", trainer.getProvenance());
    lines.putAll(Provenance.of("dataset", data.dataset().getProvenance()));
    // Every tree has a seed of its own.
    lines.remove("trainer.seed");
    lines.put("sampling", trees.forest() ? "bootstrap" : "all rows");
    return lines;
  }
}
