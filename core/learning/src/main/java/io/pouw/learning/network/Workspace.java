package io.pouw.learning.network;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with the buffers to run it on one batch: parameters, gradients, activations, the
 * optimiser's memory. Everything is allocated here; a step allocates nothing. For one thread at a
 * time.
 */
public final class Workspace {
  private final float[] parameters;
  private final float[] gradients;
  private final int[] labels;
  private final Signal input;
  private final Signal logits;
  private final List<Layer.Pass> passes = new ArrayList<>();
  private final Optimizer optimizer;

  public Workspace(Network network, ModelSpec spec, KernelPath path) {
    parameters = new float[network.parameters()];
    gradients = new float[network.parameters()];
    labels = new int[spec.batchSize()];
    input = Signal.ofInput(spec.batchSize(), spec.dataset().features());
    optimizer = Optimizer.of(spec.optimizer(), parameters.length);
    var gemm = path.newGemm();
    Signal signal = input;
    for (Network.Placed placed : network.layers()) {
      var binding = new Layer.Binding(signal, parameters, gradients, placed.from(), gemm);
      Layer.Pass pass = placed.layer().bind(binding);
      passes.add(pass);
      signal = pass.output();
    }
    logits = signal;
  }

  /** Rows of the batch. */
  public int rows() {
    return input.rows();
  }

  /** All parameters, to be read and written. */
  public float[] parameters() {
    return parameters;
  }

  /** The features of the batch, row by row, to be written before a step. */
  public float[] features() {
    return input.values();
  }

  /** The labels of the batch, to be written before a step. */
  public int[] labels() {
    return labels;
  }

  /** Forgets the optimiser's memory of earlier steps. */
  public void begin() {
    optimizer.reset();
  }

  /** One step of training on the batch; returns the sum of the rows' losses before it. */
  public double step(float learningRate) {
    double loss = differentiate();
    optimizer.step(parameters, gradients, learningRate);
    return loss;
  }

  /** Computes the gradient of the batch's mean loss; returns the sum of the rows' losses. */
  public double differentiate() {
    forward();
    double loss = SoftmaxCrossEntropy.backward(logits, labels);
    for (int i = passes.size() - 1; i >= 0; i--) passes.get(i).backward();
    return loss;
  }

  /** After {@link #differentiate}: the gradient, a value for each parameter. */
  public float[] gradients() {
    return gradients;
  }

  /** Computes the outputs for the batch. */
  public void forward() {
    for (int i = 0; i < passes.size(); i++) passes.get(i).forward();
  }

  /** After {@link #forward}: the class with the greatest output, of equals the first. */
  public int predicted(int row) {
    float[] values = logits.values();
    int from = row * logits.width();
    int best = 0;
    for (int j = 1; j < logits.width(); j++) if (values[from + j] > values[from + best]) best = j;
    return best;
  }

  /** After {@link #forward}: the loss of a row against its label. */
  public float loss(int row) {
    int classes = logits.width();
    return SoftmaxCrossEntropy.row(
        logits.values(), row * classes, classes, labels[row], logits.gradient());
  }

  /** After {@link #forward}: the probabilities of a row. */
  public List<Float> probabilities(int row) {
    int classes = logits.width();
    SoftmaxCrossEntropy.row(logits.values(), row * classes, classes, 0, logits.gradient());
    List<Float> probabilities = new ArrayList<>(classes);
    for (int j = 0; j < classes; j++) probabilities.add(logits.gradient()[row * classes + j]);
    return List.copyOf(probabilities);
  }
}
