package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.task.tribuo.spec.Algorithm.LinearLoss;
import io.pouw.task.tribuo.table.Schema;
import java.util.Arrays;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/**
 * The weights of a linear model: a row for each output, in it one for each feature and the
 * intercept. Encoded as 64-bit floats, row by row; the sizes follow from the schema.
 */
record LinearWeights(double[][] rows, LinearLoss loss, Schema schema) implements Predictor {
  /** Beyond it weights are cut off: only a descent that has blown up comes there. */
  private static final double LIMIT = 1e9;

  static LinearWeights zero(LinearLoss loss, Schema schema) {
    return new LinearWeights(new double[outputs(schema)][schema.width() + 1], loss, schema);
  }

  static int outputs(Schema schema) {
    return Math.max(1, schema.labels().size());
  }

  static int bytes(Schema schema) {
    return outputs(schema) * (schema.width() + 1) * Double.BYTES;
  }

  static LinearWeights decode(Decoder in, LinearLoss loss, Schema schema) {
    if (in.remaining() < bytes(schema))
      throw in.error("%d bytes of weights, expected %d".formatted(in.remaining(), bytes(schema)));
    LinearWeights weights = zero(loss, schema);
    for (double[] row : weights.rows)
      for (int i = 0; i < row.length; i++) {
        row[i] = Double.longBitsToDouble(in.i64());
        if (!(Math.abs(row[i]) <= LIMIT)) throw in.error("a weight of " + row[i]);
      }
    return weights;
  }

  void encode(Encoder out) {
    for (double[] row : rows)
      for (double weight : row) out.i64(Double.doubleToLongBits(limited(weight)));
  }

  private static double limited(double weight) {
    return Double.isNaN(weight) ? 0 : Math.max(-LIMIT, Math.min(LIMIT, weight));
  }

  /** For Tribuo, which changes its own copy. */
  LinearParameters parameters() {
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) copy[i] = rows[i].clone();
    return new LinearParameters(DenseMatrix.createDenseMatrix(copy));
  }

  LinearWeights with(LinearParameters parameters) {
    double[][] learnt = new double[rows.length][];
    for (int i = 0; i < rows.length; i++)
      learnt[i] = parameters.getWeightMatrix().getRow(i).toArray();
    return new LinearWeights(learnt, loss, schema);
  }

  /** The row's features and a 1 for the intercept. */
  static DenseVector input(double[] features) {
    double[] input = Arrays.copyOf(features, features.length + 1);
    input[features.length] = 1;
    return DenseVector.createDenseVector(input);
  }

  /** Probabilities under the logistic loss, else margins or the value. */
  @Override
  public double[] scores(double[] features) {
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double sum = rows[i][features.length];
      for (int j = 0; j < features.length; j++) sum = Math.fma(rows[i][j], features[j], sum);
      scores[i] = sum;
    }
    switch (loss) {
      case LOGISTIC -> SoftmaxLoss.probabilities(scores);
      case HINGE -> {}
      case SQUARED, HUBER, ABSOLUTE ->
          scores[0] = Math.fma(scores[0], schema.targetDeviation(), schema.targetMean());
    }
    return scores;
  }
}
