package io.pouw.task.tribuo;

import io.pouw.learning.metric.ConfusionMatrix;
import io.pouw.learning.privacy.DoubleTranscendental;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.spec.Algorithm.LinearLoss;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Table;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Rows whose label was told right. The loss is, of trees, the Brier score (G. Brier, 1950: the
 * squared distance of the votes' shares from the truth, 0 to 2); of a logistic regression the mean
 * log loss; of a linear support vector machine the mean hinge loss.
 */
final class ClassificationExamination implements Examination {
  private final TribuoSpec spec;
  private final ConfusionMatrix confusion;
  private final int rows;
  private double loss;

  ClassificationExamination(TribuoSpec spec, Predictor model, Table test) {
    this.spec = spec;
    this.rows = test.rows();
    confusion = new ConfusionMatrix(test.labels().size());
    for (int row = 0; row < rows; row++) {
      double[] scores = model.scores(test.row(row));
      int truth = (int) test.targets()[row];
      confusion.add(truth, greatest(scores));
      loss += loss(scores, truth);
    }
  }

  /** Of equals the first. */
  static int greatest(double[] scores) {
    int greatest = 0;
    for (int i = 1; i < scores.length; i++) if (scores[i] > scores[greatest]) greatest = i;
    return greatest;
  }

  private double loss(double[] scores, int truth) {
    if (!(spec.algorithm() instanceof Algorithm.LinearModel linear)) return brier(scores, truth);
    return linear.loss() == LinearLoss.HINGE
        ? hinge(scores, truth)
        : -DoubleTranscendental.log(Math.max(Double.MIN_VALUE, scores[truth]));
  }

  private static double brier(double[] shares, int truth) {
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      double difference = shares[i] - (i == truth ? 1 : 0);
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  /** K. Crammer, Y. Singer, "On the algorithmic implementation of multiclass SVMs", 2001. */
  private static double hinge(double[] margins, int truth) {
    double other = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < margins.length; i++) if (i != truth) other = Math.max(other, margins[i]);
    return Math.max(0, 1 + other - margins[truth]);
  }

  @Override
  public Scores scores() {
    return new Scores(confusion.correct(), rows, Examination.nanos(loss / rows));
  }

  @Override
  public Figures measure() {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", (double) confusion.correct() / rows);
    values.put("precision_macro", confusion.macroPrecision());
    values.put("recall_macro", confusion.macroRecall());
    values.put("f1_macro", confusion.macroF1());
    values.put(lossName(spec), loss / rows);
    return new Figures(values, confusion.table());
  }

  static Figures figures(TribuoSpec spec, Scores scores) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", scores.accuracy());
    values.put(lossName(spec), scores.lossNano() / NANO);
    return new Figures(values);
  }

  private static String lossName(TribuoSpec spec) {
    if (!(spec.algorithm() instanceof Algorithm.LinearModel linear)) return "brier_score";
    return linear.loss() == LinearLoss.HINGE ? "hinge_loss" : "log_loss";
  }
}
