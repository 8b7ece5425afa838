package io.pouw.task.tribuo.method;

import io.pouw.task.tribuo.table.Table;
import java.util.Locale;
import java.util.function.IntFunction;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.common.tree.AbstractCARTTrainer;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * A table as Tribuo wants it, with the numbers that Tribuo gives to features and outputs: it would
 * count them anew for each tree.
 */
record TreeData<T extends Output<T>>(
    Dataset<T> dataset, ImmutableFeatureMap features, ImmutableOutputInfo<T> outputs) {
  /**
   * Hands the table over. Tribuo numbers features by the alphabet of their names, which is the
   * table's order here.
   *
   * @param output of each row
   */
  static <T extends Output<T>> TreeData<T> of(
      Table table, IntFunction<T> output, OutputFactory<T> factory) {
    String[] names = new String[table.width()];
    for (int i = 0; i < names.length; i++) names[i] = String.format(Locale.ROOT, "f%04d", i);
    var dataset =
        new MutableDataset<T>(
            new SimpleDataSourceProvenance("rows", Provenance.NO_TIME, factory), factory);
    for (int row = 0; row < table.rows(); row++)
      dataset.add(new ArrayExample<>(output.apply(row), names, table.row(row)));
    var data = new TreeData<>(dataset, dataset.getFeatureIDMap(), dataset.getOutputIDInfo());
    for (int i = 0; i < names.length; i++)
      if (data.features.getID(names[i]) != i)
        throw new IllegalStateException("Tribuo gave feature " + i + " another number");
    return data;
  }

  /** Trains on a sample of the rows, which may repeat. */
  TreeModel<T> train(AbstractCARTTrainer<T> trainer, int[] sample) {
    return trainer.train(new DatasetView<>(dataset, sample, features, outputs, "sample"));
  }
}
