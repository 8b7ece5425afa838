package io.pouw.task.tribuo.method;

import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.table.Schema;
import io.pouw.task.tribuo.table.Table;
import java.util.SequencedMap;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * Trees whose leaves have a number. Tribuo sums in 32-bit floats, so targets are scaled before and
 * leaves back after.
 */
final class RegressionGrower implements TreeGrower {
  private static final float NO_LEAST_DECREASE = 0f;

  private static final boolean NOT_NORMALISED = false;

  private final TreeData<Regressor> data;
  private final Algorithm.Trees trees;
  private final int perSplit;
  private final Schema schema;

  RegressionGrower(Table table, Algorithm.Trees trees, int perSplit, Schema schema) {
    this.trees = trees;
    this.perSplit = perSplit;
    this.schema = schema;
    data =
        TreeData.of(
            table,
            row ->
                new Regressor(
                    "target",
                    (table.targets()[row] - schema.targetMean()) / schema.targetDeviation()),
            new RegressionFactory());
  }

  @Override
  public Tree grow(int[] sample, long seed) {
    return Tree.of(
        data.train(trainer(seed), sample).getRoot(),
        leaf -> Math.fma(leaf.getValues()[0], schema.targetDeviation(), schema.targetMean()));
  }

  private CARTJointRegressionTrainer trainer(long seed) {
    return new CARTJointRegressionTrainer(
        trees.maxDepth(),
        trees.minSplitRows(),
        NO_LEAST_DECREASE,
        TreeGrower.fraction(perSplit, data.features().size()),
        new MeanSquaredError(),
        NOT_NORMALISED,
        seed);
  }

  @Override
  public SequencedMap<String, String> provenance() {
    return TreeGrower.provenance(trainer(0), trees, data);
  }
}
