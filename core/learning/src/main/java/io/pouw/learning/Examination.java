package io.pouw.learning;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.metric.Accumulator;
import io.pouw.learning.metric.MetricReport;
import io.pouw.learning.metric.RegressionMetrics;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.Loss;
import java.util.function.IntConsumer;

/**
 * A model with its parameters in place before data that it is to answer. For one thread.
 *
 * @param workspace with the parameters
 * @param loss what the model was trained for decides what counts as a good answer
 */
record Examination(Workspace workspace, Loss loss, Dataset data) {
  /** The few numbers that go on a chain. */
  Evaluation evaluation() {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY, BINARY_CROSS_ENTROPY -> counted();
      case MEAN_SQUARED_ERROR -> explained();
    };
  }

  private Evaluation counted() {
    var count = new Count(workspace);
    forEachBatch(count);
    int total = data.rows() * workspace.positions();
    return new Evaluation(count.correct, total, count.loss / total);
  }

  private Evaluation explained() {
    var metrics = new RegressionMetrics(workspace.positions());
    forEachBatch(rows -> metrics.add(workspace.outputs(), workspace.targets(), rows));
    int explained = (int) (metrics.determination() * Evaluation.WHOLE);
    return new Evaluation(Math.max(0, explained), Evaluation.WHOLE, metrics.meanSquaredError());
  }

  /** All figures for this kind of task. */
  MetricReport report() {
    int width = workspace.outputs().length / workspace.targets().length;
    Accumulator metrics = Accumulator.of(loss, width, workspace.positions());
    forEachBatch(rows -> metrics.add(workspace.outputs(), workspace.targets(), rows));
    return metrics.report();
  }

  /**
   * @param batch told how many rows stand in the workspace, answered
   */
  private void forEachBatch(IntConsumer batch) {
    for (int from = 0; from < data.rows(); from += workspace.rows()) {
      int rows = Math.min(workspace.rows(), data.rows() - from);
      for (int i = 0; i < rows; i++) {
        data.copyRow(from + i, workspace.features(), i * data.features());
        data.copyTargets(from + i, workspace.targets(), i * data.targets());
      }
      // The rows after them are left from before; no row looks at another.
      workspace.forward();
      batch.accept(rows);
    }
  }

  /** Right answers and the sum of the losses, in the order of the answers. */
  private static final class Count implements IntConsumer {
    private final Workspace workspace;
    private int correct;
    private double loss;

    Count(Workspace workspace) {
      this.workspace = workspace;
    }

    @Override
    public void accept(int rows) {
      for (int i = 0; i < rows * workspace.positions(); i++) {
        if (workspace.predicted(i) == (int) workspace.targets()[i]) correct++;
        loss += workspace.loss(i);
      }
    }
  }
}
