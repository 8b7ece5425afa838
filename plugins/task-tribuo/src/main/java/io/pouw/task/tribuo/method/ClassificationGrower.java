package io.pouw.task.tribuo.method;

import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.table.Table;
import java.util.SequencedMap;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;

/** Trees whose leaves name a class. The Gini impurity, as entropy would need a logarithm. */
final class ClassificationGrower implements TreeGrower {
  private static final float NO_LEAST_DECREASE = 0f;

  /**
   * Class 0. Tribuo numbers labels in the order of a hash table, which is that of their first
   * character where they have only one and those follow each other from here.
   */
  private static final char FIRST = '\u0100';

  private final TreeData<Label> data;
  private final Algorithm.Trees trees;
  private final int perSplit;

  ClassificationGrower(Table table, Algorithm.Trees trees, int perSplit) {
    this.trees = trees;
    this.perSplit = perSplit;
    data =
        TreeData.of(table, row -> new Label(name((int) table.targets()[row])), new LabelFactory());
    for (int i = 0; i < table.labels().size(); i++)
      if (data.outputs().getID(new Label(name(i))) != i)
        throw new IllegalStateException("Tribuo gave label " + i + " another number");
  }

  private static String name(int label) {
    return String.valueOf((char) (FIRST + label));
  }

  @Override
  public Tree grow(int[] sample, long seed) {
    return Tree.of(
        data.train(trainer(seed), sample).getRoot(), label -> label.getLabel().charAt(0) - FIRST);
  }

  private CARTClassificationTrainer trainer(long seed) {
    return new CARTClassificationTrainer(
        trees.maxDepth(),
        trees.minSplitRows(),
        NO_LEAST_DECREASE,
        TreeGrower.fraction(perSplit, data.features().size()),
        new GiniIndex(),
        seed);
  }

  @Override
  public SequencedMap<String, String> provenance() {
    return TreeGrower.provenance(trainer(0), trees, data);
  }
}
