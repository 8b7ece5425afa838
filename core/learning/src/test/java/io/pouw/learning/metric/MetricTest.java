package io.pouw.learning.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final long SEED = 20_261_121;
  private static final double TOLERANCE = 1e-5;

  private final Random random = new Random(SEED);

  @Test
  void theFiguresOfAClassifierAgreeWithTheirDefinitions() {
    for (int trial = 0; trial < 50; trial++) {
      int classes = 2 + random.nextInt(5);
      int rows = 1 + random.nextInt(60);
      float[] scores = scores(rows * classes);
      float[] labels = labels(rows, classes);
      var metrics = new ClassificationMetrics(classes, 2);
      int first = random.nextInt(rows + 1);
      metrics.add(scores, labels, first);
      metrics.add(
          Arrays.copyOfRange(scores, first * classes, scores.length),
          Arrays.copyOfRange(labels, first, rows),
          rows - first);
      compare(metrics.report(), scores, labels, classes, "trial " + trial + " of seed " + SEED);
    }
  }

  private static void compare(
      MetricReport report, float[] scores, float[] labels, int classes, String message) {
    int rows = labels.length;
    double correct = 0;
    double inTop = 0;
    double loss = 0;
    double f1 = 0;
    for (int c = 0; c < classes; c++) {
      double truePositives = 0;
      double taken = 0;
      double there = 0;
      for (int row = 0; row < rows; row++) {
        boolean is = labels[row] == c;
        boolean said = best(scores, row, classes) == c;
        if (is && said) truePositives++;
        if (said) taken++;
        if (is) there++;
      }
      double precision = taken == 0 ? 0 : truePositives / taken;
      double recall = there == 0 ? 0 : truePositives / there;
      if (precision + recall > 0) f1 += 2 * precision * recall / (precision + recall) / classes;
      correct += truePositives;
    }
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) sum += Math.exp(scores[row * classes + c]);
      double own = scores[row * classes + (int) labels[row]];
      loss += Math.log(sum) - own;
      int before = 0;
      for (int c = 0; c < classes; c++) {
        double other = scores[row * classes + c];
        if (other > own || other == own && c < labels[row]) before++;
      }
      if (before < 2) inTop++;
    }
    assertEquals(correct / rows, report.value("accuracy"), TOLERANCE, message);
    assertEquals(correct / rows, report.value("f1_micro"), TOLERANCE, message);
    assertEquals(inTop / rows, report.value("top_2_accuracy"), TOLERANCE, message);
    assertEquals(f1, report.value("f1_macro"), TOLERANCE, message);
    assertEquals(loss / rows, report.value("log_loss"), TOLERANCE, message);
  }

  private static int best(float[] scores, int row, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++)
      if (scores[row * classes + c] > scores[row * classes + best]) best = c;
    return best;
  }

  @Test
  void theAreaUnderTheCurveIsTheShareOfPairsInOrder() {
    for (int trial = 0; trial < 100; trial++) {
      int rows = 2 + random.nextInt(40);
      float[] scores = scores(rows);
      float[] labels = labels(rows, 2);
      var metrics = new BinaryMetrics();
      metrics.add(scores, labels, rows);
      double wins = 0;
      double pairs = 0;
      for (int i = 0; i < rows; i++)
        for (int j = 0; j < rows; j++)
          if (labels[i] == 1 && labels[j] == 0) {
            pairs++;
            wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          }
      String message = "trial " + trial + " of seed " + SEED;
      if (pairs == 0) assertFalse(metrics.report().values().containsKey("auc"), message);
      else assertEquals(wins / pairs, metrics.report().value("auc"), 1e-12, message);
    }
  }

  @Test
  void theMacroAreaIsTheMeanOverTheClasses() {
    var metrics = new ClassificationMetrics(3, 1);
    // Class 0 is always above the rest, class 1 always below, class 2 does not occur.
    metrics.add(new float[] {5, -9, 0, -5, -8, 0}, new float[] {0, 1}, 2);
    assertEquals(1.0, metrics.report().value("auc_macro"), 1e-12);
  }

  @Test
  void aYesOrNoModelIsScoredByTheSignOfItsOutput() {
    var metrics = new BinaryMetrics();
    metrics.add(new float[] {2, -1, 3, -4}, new float[] {1, 1, 0, 0}, 4);
    var values = metrics.report();
    assertEquals(0.5, values.value("accuracy"));
    assertEquals(0.5, values.value("precision"));
    assertEquals(0.5, values.value("recall"));
    double loss =
        Math.log1p(Math.exp(-2))
            + Math.log1p(Math.exp(1))
            + Math.log1p(Math.exp(3))
            + Math.log1p(Math.exp(-4));
    assertEquals(loss / 4, values.value("log_loss"), TOLERANCE);
  }

  @Test
  void perplexityIsTheExponentialOfTheMeanLoss() {
    var metrics = new LanguageMetrics(4, 3);
    metrics.add(new float[12], new float[] {0, 3, -1}, 1);
    assertEquals(4, metrics.report().value("perplexity"), TOLERANCE);
    assertEquals(0.5, metrics.report().value("accuracy"));
  }

  @Test
  void regressionIsScoredByItsDifferences() {
    var metrics = new RegressionMetrics(2);
    metrics.add(new float[] {1, 2, 3, 4}, new float[] {1, 5, 3, 0}, 2);
    assertEquals(2.5, metrics.report().value("rmse"));
    assertEquals(1.75, metrics.report().value("mae"));
    // Of the first output the targets vary by 1 + 1, of the second by 2.5^2 + 2.5^2.
    assertEquals(1 - 25 / 14.5, metrics.report().value("r2"), 1e-12);
  }

  @Test
  void theExplainedVarianceDoesNotDependOnTheBatches() {
    float[] scores = scores(60);
    float[] targets = labels(60, 9);
    var whole = new RegressionMetrics(3);
    whole.add(scores, targets, 20);
    var parts = new RegressionMetrics(3);
    for (int row = 0; row < 20; row++)
      parts.add(
          Arrays.copyOfRange(scores, 3 * row, 3 * row + 3),
          Arrays.copyOfRange(targets, 3 * row, 3 * row + 3),
          1);
    assertEquals(whole.report(), parts.report());
    var constant = new RegressionMetrics(1);
    constant.add(new float[] {2, 2}, new float[] {2, 2}, 2);
    assertEquals(1, constant.determination());
  }

  @Test
  void aTargetThatIsNoClassIsRefused() {
    var metrics = new ClassificationMetrics(2, 1);
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> metrics.add(new float[2], new float[] {1.5f}, 1));
    assertEquals("a target is 1.5, expected a whole number from 0 to 1", refusal.getMessage());
  }

  /** Few different values, so that many are equal. */
  private float[] scores(int size) {
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) scores[i] = (random.nextInt(15) - 7) * 0.5f;
    return scores;
  }

  private float[] labels(int size, int classes) {
    float[] labels = new float[size];
    for (int i = 0; i < size; i++) labels[i] = random.nextInt(classes);
    return labels;
  }
}
