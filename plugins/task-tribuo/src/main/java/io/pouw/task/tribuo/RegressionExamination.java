package io.pouw.task.tribuo;

import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.spec.TaskKind;
import io.pouw.task.tribuo.table.Table;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Errors of a regression. Correct of total is the coefficient of determination, the loss the root
 * of the mean squared error in the target's units.
 */
final class RegressionExamination implements Examination {
  private final double meanSquare;
  private final double meanAbsolute;
  private final double determination;

  RegressionExamination(Predictor model, Table test) {
    Examination.requireTargets(TaskKind.REGRESSION, test);
    int rows = test.rows();
    double sum = 0;
    for (double target : test.targets()) sum += target;
    double mean = sum / rows;
    double squares = 0;
    double absolutes = 0;
    double variation = 0;
    for (int row = 0; row < rows; row++) {
      double target = test.targets()[row];
      double error = model.scores(test.row(row))[0] - target;
      squares = Math.fma(error, error, squares);
      absolutes += Math.abs(error);
      variation = Math.fma(target - mean, target - mean, variation);
    }
    meanSquare = squares / rows;
    meanAbsolute = absolutes / rows;
    determination = variation > 0 ? 1 - squares / variation : squares > 0 ? 0 : 1;
  }

  @Override
  public Scores scores() {
    return new Scores(
        Examination.parts(determination), PARTS, Examination.nanos(Math.sqrt(meanSquare)));
  }

  @Override
  public Figures measure() {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("r2", determination);
    values.put("rmse", Math.sqrt(meanSquare));
    values.put("mae", meanAbsolute);
    return new Figures(values);
  }

  static Figures figures(Scores scores) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("r2", scores.accuracy());
    values.put("rmse", scores.lossNano() / NANO);
    return new Figures(values);
  }
}
