package io.pouw.learning.metric;

import io.pouw.learning.kernel.Transcendental;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * Figures of a classifier from the inputs of its softmax: accuracy, top-k accuracy, precision,
 * recall and F1 (macro, and micro F1), log-loss, and the one-vs-rest AUC, the mean over the classes
 * for which it is defined, as long as the probabilities to be kept are at most {@value #MAX_KEPT}.
 *
 * <p>A row's prediction is the class of the greatest score, of equals the first; it counts for the
 * top k if fewer than k classes score higher, or as high with a smaller number.
 */
public final class ClassificationMetrics implements Accumulator {
  static final int MAX_KEPT = 1 << 24;

  private final int classes;
  private final int k;
  private final ConfusionMatrix confusion;
  private float[] probabilities = new float[0];
  private int[] labels = new int[64];
  private int rows;
  private long inTopK;
  private double loss;
  private boolean keeping = true;

  /**
   * @param k how many classes may be named for the top-k accuracy; at most {@code classes}
   */
  public ClassificationMetrics(int classes, int k) {
    if (classes < 2 || k < 1 || k > classes)
      throw new IllegalArgumentException("top %d of %d classes".formatted(k, classes));
    this.classes = classes;
    this.k = k;
    this.confusion = new ConfusionMatrix(classes);
  }

  public ConfusionMatrix confusion() {
    return confusion;
  }

  @Override
  public void add(float[] scores, float[] targets, int count) {
    for (int row = 0; row < count; row++) {
      int label = Targets.label(targets[row], classes);
      int from = row * classes;
      confusion.add(label, Softmax.greatest(scores, from, classes));
      if (higher(scores, from, label) < k) inTopK++;
      loss += Softmax.loss(scores, from, classes, label);
      keep(scores, from, label);
    }
  }

  private int higher(float[] scores, int from, int label) {
    float own = scores[from + label];
    int higher = 0;
    for (int c = 0; c < classes; c++) {
      float other = scores[from + c];
      if (other > own || other == own && c < label) higher++;
    }
    return higher;
  }

  private void keep(float[] scores, int from, int label) {
    if (keeping && (rows + 1L) * classes > MAX_KEPT) {
      keeping = false;
      probabilities = new float[0];
    }
    if (keeping) {
      if (rows == labels.length) labels = Arrays.copyOf(labels, 2 * rows);
      int at = rows * classes;
      if (at + classes > probabilities.length)
        probabilities = Arrays.copyOf(probabilities, Math.max(64 * classes, 2 * at));
      labels[rows] = label;
      float max = scores[from + Softmax.greatest(scores, from, classes)];
      float sum = 0;
      for (int c = 0; c < classes; c++) {
        probabilities[at + c] = Transcendental.exp(scores[from + c] - max);
        sum += probabilities[at + c];
      }
      for (int c = 0; c < classes; c++) probabilities[at + c] /= sum;
    }
    rows++;
  }

  @Override
  public MetricReport report() {
    if (rows == 0) throw new IllegalStateException("there is no row to report on");
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", (double) confusion.correct() / rows);
    if (k > 1) values.put("top_" + k + "_accuracy", (double) inTopK / rows);
    values.put("precision_macro", confusion.macroPrecision());
    values.put("recall_macro", confusion.macroRecall());
    values.put("f1_macro", confusion.macroF1());
    values.put("f1_micro", confusion.microF1());
    values.put("log_loss", loss / rows);
    area().ifPresent(area -> values.put("auc_macro", area));
    return new MetricReport(MetricReport.Kind.CLASSIFICATION, values, confusion.table());
  }

  private OptionalDouble area() {
    if (!keeping) return OptionalDouble.empty();
    float[] scores = new float[rows];
    boolean[] positive = new boolean[rows];
    double sum = 0;
    int defined = 0;
    for (int c = 0; c < classes; c++) {
      for (int row = 0; row < rows; row++) {
        scores[row] = probabilities[row * classes + c];
        positive[row] = labels[row] == c;
      }
      OptionalDouble area = RocCurve.area(scores, positive, rows);
      if (area.isEmpty()) continue;
      sum += area.getAsDouble();
      defined++;
    }
    return defined == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / defined);
  }
}
