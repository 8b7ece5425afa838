package io.pouw.task.tribuo.method;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.spec.Bounds;
import io.pouw.task.tribuo.spec.TaskKind;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Schema;
import io.pouw.task.tribuo.table.Table;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.regression.sgd.RegressionObjective;
import org.tribuo.regression.sgd.objectives.AbsoluteLoss;
import org.tribuo.regression.sgd.objectives.Huber;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * Linear models: a unit makes steps of Tribuo's optimiser over batches of rows drawn for it, from
 * the round's weights; the next weights are the mean of all slots', summed in their order.
 *
 * <p>An update is a 32-bit mean training loss and the weights. Targets are scaled while training.
 */
final class LinearMethod implements Method {
  /** A multiply and an add forward, a multiply, an add and the optimiser's two back. */
  private static final long OPERATIONS = 6;

  private final TribuoSpec spec;
  private final Algorithm.LinearModel model;
  private final Schema schema;
  private final Table table;
  private final Hash seed;

  LinearMethod(
      TribuoSpec spec, Algorithm.LinearModel model, Schema schema, Table table, Hash seed) {
    this.spec = spec;
    this.model = model;
    this.schema = schema;
    this.table = table;
    this.seed = seed;
    Bounds.check(
        "bytes of an update",
        (long) LinearWeights.bytes(schema) + ReportedLoss.BYTES,
        Bounds.UPDATE_BYTES);
  }

  @Override
  public byte[] first() {
    return body(LinearWeights.zero(model.loss(), schema));
  }

  private static byte[] body(LinearWeights weights) {
    var out = new Encoder();
    weights.encode(out);
    return out.toBytes();
  }

  static LinearWeights read(byte[] body, Algorithm.LinearModel model, Schema schema) {
    return Decoder.whole(body, in -> LinearWeights.decode(in, model.loss(), schema));
  }

  @Override
  public byte[] work(byte[] body, int round, int slot) {
    LinearWeights weights = read(body, model, schema);
    LinearParameters parameters = weights.parameters();
    StochasticGradientOptimiser optimiser = optimiser(rate(round));
    optimiser.initialise(parameters);
    var random = RandomStream.of(seed, "tribuo/batch", Method.number(spec, round, slot, 1));
    double loss = 0;
    for (int step = 0; step < model.localSteps(); step++)
      loss += step(parameters, optimiser, random);
    var out = new Encoder();
    ReportedLoss.encode(out, loss / ((double) model.localSteps() * model.batchSize()));
    weights.with(parameters).encode(out);
    return out.toBytes();
  }

  private double rate(int round) {
    double rate = model.learningRate();
    for (int i = 0; i < round && model.decay() < 1; i++) rate *= model.decay();
    return rate;
  }

  /** One step by the mean gradient of a batch; the sum of its losses. */
  private double step(
      LinearParameters parameters, StochasticGradientOptimiser optimiser, RandomStream random) {
    Tensor[][] gradients = new Tensor[model.batchSize()][];
    double loss = 0;
    for (int i = 0; i < gradients.length; i++) {
      int row = random.nextBelow(table.rows());
      DenseVector input = LinearWeights.input(table.row(row));
      Pair<Double, SGDVector> found = loss(table.targets()[row], parameters.predict(input));
      // Some of Tribuo's losses are sparse; dense ones are added in one order.
      SGDVector dense = DenseVector.createDenseVector(array(found.getB()));
      gradients[i] = parameters.gradients(new Pair<>(found.getA(), dense), input);
      loss += Math.abs(found.getA());
    }
    Tensor[] sum = parameters.merge(gradients, gradients.length);
    for (Tensor each : sum) each.scaleInPlace(1.0 / gradients.length);
    parameters.update(optimiser.step(sum, 1));
    return loss;
  }

  private static double[] array(SGDVector vector) {
    double[] values = new double[vector.size()];
    for (int i = 0; i < values.length; i++) values[i] = vector.get(i);
    return values;
  }

  private Pair<Double, SGDVector> loss(double target, DenseVector prediction) {
    return switch (model.loss()) {
      case LOGISTIC, HINGE -> labels().lossAndGradient((int) target, prediction);
      case SQUARED, HUBER, ABSOLUTE -> {
        double scaled = (target - schema.targetMean()) / schema.targetDeviation();
        yield numbers()
            .lossAndGradient(DenseVector.createDenseVector(new double[] {scaled}), prediction);
      }
    };
  }

  private LabelObjective labels() {
    return model.loss() == Algorithm.LinearLoss.HINGE ? new Hinge() : new SoftmaxLoss();
  }

  private RegressionObjective numbers() {
    return switch (model.loss()) {
      case SQUARED, LOGISTIC, HINGE -> new SquaredLoss();
      case HUBER -> new Huber();
      case ABSOLUTE -> new AbsoluteLoss();
    };
  }

  private StochasticGradientOptimiser optimiser(double rate) {
    return switch (model.descent()) {
      case SGD -> SGD.getSimpleSGD(rate);
      case ADAGRAD -> new AdaGrad(rate);
    };
  }

  @Override
  public void check(Decoder update) {
    float _ = ReportedLoss.decode(update);
    var _ = LinearWeights.decode(update, model.loss(), schema);
    update.end();
  }

  @Override
  public byte[] combine(byte[] body, int round, List<byte[]> updates) {
    LinearWeights sum = LinearWeights.zero(model.loss(), schema);
    for (byte[] update : updates) {
      var in = new Decoder(update);
      float _ = ReportedLoss.decode(in);
      double[][] rows = LinearWeights.decode(in, model.loss(), schema).rows();
      for (int i = 0; i < rows.length; i++)
        for (int j = 0; j < rows[i].length; j++) sum.rows()[i][j] += rows[i][j];
    }
    for (double[] row : sum.rows()) for (int j = 0; j < row.length; j++) row[j] /= updates.size();
    return body(sum);
  }

  @Override
  public float loss(byte[] update) {
    return ReportedLoss.of(update);
  }

  /** Steps x rows of a batch x outputs x weights of each. */
  @Override
  public long unitWeight() {
    return OPERATIONS
        * model.localSteps()
        * model.batchSize()
        * LinearWeights.outputs(schema)
        * (schema.width() + 1);
  }

  @Override
  public SequencedMap<String, String> provenance() {
    var lines = new TreeMap<String, String>();
    boolean classes = model.loss().kind() == TaskKind.CLASSIFICATION;
    lines.putAll(
        Provenance.of("objective", classes ? labels().getProvenance() : numbers().getProvenance()));
    lines.putAll(Provenance.of("optimiser", optimiser(model.learningRate()).getProvenance()));
    return lines;
  }
}
