package io.pouw.learning.metric;

import io.pouw.learning.kernel.Transcendental;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Figures of a language model from the inputs of its softmax at each position: mean loss in nats,
 * perplexity (e to the mean loss), accuracy of the next token. Positions with the target -1 are
 * left out.
 */
public final class LanguageMetrics implements Accumulator {
  private final int tokens;
  private final int length;
  private long positions;
  private long correct;
  private double loss;

  /**
   * @param tokens scores of one position
   * @param length positions of one row
   */
  public LanguageMetrics(int tokens, int length) {
    this.tokens = tokens;
    this.length = length;
  }

  @Override
  public void add(float[] scores, float[] targets, int rows) {
    for (int position = 0; position < rows * length; position++) {
      if (targets[position] == -1f) continue;
      int label = Targets.label(targets[position], tokens);
      int from = position * tokens;
      if (Softmax.greatest(scores, from, tokens) == label) correct++;
      loss += Softmax.loss(scores, from, tokens, label);
      positions++;
    }
  }

  @Override
  public MetricReport report() {
    if (positions == 0) throw new IllegalStateException("there is no position to report on");
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    double mean = loss / positions;
    values.put("log_loss", mean);
    values.put("perplexity", (double) Transcendental.exp((float) mean));
    values.put("accuracy", (double) correct / positions);
    return new MetricReport(MetricReport.Kind.LANGUAGE, values);
  }
}
