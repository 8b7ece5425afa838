package io.pouw.task.tribuo.method;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.pouw.learning.privacy.DoubleTranscendental;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.math.util.VectorNormalizer;

/**
 * Softmax cross-entropy with the same bits on every machine. Tribuo's {@code LogMulticlass} is the
 * same function of {@code Math.exp} and {@code Math.log}, which differ between processors.
 */
final class SoftmaxLoss implements LabelObjective {
  /** Probabilities of the classes, in place of their scores. */
  static void probabilities(double[] scores) {
    double greatest = scores[0];
    for (double score : scores) greatest = Math.max(greatest, score);
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = DoubleTranscendental.exp(scores[i] - greatest);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) scores[i] /= sum;
  }

  /** The negative log-likelihood, at most 745: no probability counts as less than 2^-1074. */
  static double loss(double[] probabilities, int truth) {
    return -DoubleTranscendental.log(Math.max(Double.MIN_VALUE, probabilities[truth]));
  }

  /** The gradient's sign is Tribuo's: that of a step uphill in likelihood. */
  @Override
  @SuppressWarnings("deprecation") // abstract, and what lossAndGradient calls
  public Pair<Double, SGDVector> valueAndGradient(int truth, SGDVector prediction) {
    double[] values = prediction.toArray();
    probabilities(values);
    double loss = loss(values, truth);
    for (int i = 0; i < values.length; i++) values[i] = -values[i];
    values[truth] += 1;
    return new Pair<>(loss, DenseVector.createDenseVector(values));
  }

  /** Scores are made probabilities where they are shown. */
  @Override
  public VectorNormalizer getNormalizer() {
    return new NoopNormalizer();
  }

  @Override
  public boolean isProbabilistic() {
    return true;
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return ConfiguredObjectProvenance.getEmptyProvenance(SoftmaxLoss.class.getName());
  }
}
