package io.pouw.learning.metric;

import io.pouw.learning.kernel.Transcendental;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Figures of a yes-or-no model from the input of its sigmoid: accuracy, precision, recall, F1 (a
 * score above 0 is a yes), log-loss, AUC. Targets are 0 and 1. The AUC is there for at most {@value
 * #MAX_KEPT} rows.
 */
public final class BinaryMetrics implements Accumulator {
  static final int MAX_KEPT = 1 << 24;

  private final int outputs;
  private final ConfusionMatrix confusion = new ConfusionMatrix(2);
  private float[] scores = new float[64];
  private boolean[] positive = new boolean[64];
  private int rows;
  private double loss;

  /** One output a row. */
  public BinaryMetrics() {
    this(1);
  }

  /**
   * @param outputs yes-or-no questions of one row
   */
  public BinaryMetrics(int outputs) {
    this.outputs = outputs;
  }

  public ConfusionMatrix confusion() {
    return confusion;
  }

  @Override
  public void add(float[] batch, float[] targets, int count) {
    for (int row = 0; row < count * outputs; row++) {
      int label = Targets.label(targets[row], 2);
      confusion.add(label, batch[row] > 0 ? 1 : 0);
      loss += loss(batch[row], label);
      if (rows < MAX_KEPT) keep(batch[row], label == 1);
      rows++;
    }
  }

  /** {@code max(z, 0) - z * label + log(1 + exp(-|z|))}, each step as a float. */
  private static float loss(float z, int label) {
    float rest = Transcendental.log(1f + Transcendental.exp(-Math.abs(z)));
    return Math.max(z, 0f) - (label == 1 ? z : 0f) + rest;
  }

  private void keep(float score, boolean yes) {
    if (rows == scores.length) {
      scores = Arrays.copyOf(scores, 2 * rows);
      positive = Arrays.copyOf(positive, 2 * rows);
    }
    scores[rows] = score;
    positive[rows] = yes;
  }

  @Override
  public MetricReport report() {
    if (rows == 0) throw new IllegalStateException("there is no row to report on");
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", (double) confusion.correct() / rows);
    values.put("precision", confusion.precision(1));
    values.put("recall", confusion.recall(1));
    values.put("f1", confusion.f1(1));
    values.put("log_loss", loss / rows);
    if (rows <= MAX_KEPT)
      RocCurve.area(scores, positive, rows).ifPresent(area -> values.put("auc", area));
    return new MetricReport(MetricReport.Kind.BINARY, values, confusion.table());
  }
}
