package io.pouw.learning.network;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.primitives.Hash;
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
  private final float[] targets;
  private final Signal input;
  private final Signal logits;
  private final List<Layer.Pass> passes;
  private final Optimizer optimizer;
  private final LossFunction loss;

  public Workspace(Network network, ModelSpec spec, KernelPath path) {
    this(network, spec, path.newKernels());
  }

  /**
   * @param kernels that nothing else uses at the same time
   */
  public Workspace(Network network, ModelSpec spec, Kernels kernels) {
    parameters = new float[network.parameters()];
    gradients = new float[network.parameters()];
    input = Signal.ofInput(spec.batchSize(), network.input());
    loss = new LossFunction(spec.loss(), kernels);
    optimizer = Optimizer.of(spec.optimizer(), parameters.length, kernels);
    passes = passes(network, new Layer.Binding(input, parameters, gradients, 0, kernels));
    logits = passes.getLast().output();
    targets = new float[loss.answers(logits)];
  }

  private static List<Layer.Pass> passes(Network network, Layer.Binding binding) {
    if (!(network.input() instanceof Shape.Image image)) return network.chain().bind(binding);
    List<Layer.Pass> passes = new ArrayList<>();
    passes.add(new LayoutLayer(image, true).bind(binding));
    passes.addAll(network.chain().bind(binding.with(passes.getFirst().output(), 0)));
    return List.copyOf(passes);
  }

  /** Examples of the batch. */
  public int rows() {
    return input.rows();
  }

  /** Targets of each example: positions of a sequence, outputs that are numbers, else 1. */
  public int positions() {
    return targets.length / rows();
  }

  /** All parameters, to be read and written. */
  public float[] parameters() {
    return parameters;
  }

  /** After {@link #differentiate}: the gradient of the mean loss, laid out as the parameters. */
  public float[] gradients() {
    return gradients;
  }

  /** The features of the batch, example by example, to be written before a step. */
  public float[] features() {
    return input.values();
  }

  /** The targets of the batch, example by example, position by position. */
  public float[] targets() {
    return targets;
  }

  /**
   * Forgets the optimiser's memory of earlier steps.
   *
   * @param unitSeed decides what is dropped out
   */
  public void begin(Hash unitSeed) {
    optimizer.reset();
    for (Layer.Pass pass : passes) pass.begin(unitSeed);
  }

  /** One step of training on the batch; returns the sum of the losses before it. */
  public double step(float learningRate) {
    double loss = differentiate();
    apply(learningRate);
    return loss;
  }

  /** Changes the parameters by {@link #gradients}, whoever wrote them. */
  public void apply(float learningRate) {
    optimizer.step(parameters, gradients, learningRate);
  }

  /** Computes the gradient of the batch's mean loss; returns the sum of the losses. */
  public double differentiate() {
    forward(true);
    double sum = loss.backward(logits, targets);
    for (int i = passes.size() - 1; i >= 0; i--) passes.get(i).backward();
    return sum;
  }

  /** Computes the outputs for the batch. */
  public void forward() {
    forward(false);
  }

  private void forward(boolean training) {
    for (int i = 0; i < passes.size(); i++) passes.get(i).forward(training);
  }

  /** After {@link #forward}: what the last layer gives, example by example; not to be written. */
  public float[] outputs() {
    return logits.values();
  }

  /**
   * After {@link #forward}: the class that an answer names.
   *
   * @param answer counted over the targets of all examples
   */
  public int predicted(int answer) {
    return loss.predicted(logits, answer);
  }

  /** After {@link #forward}: the loss of an answer against its target. */
  public float loss(int answer) {
    return loss.of(logits, answer, targets);
  }

  /** After {@link #forward}: the probability of each class; none where outputs are numbers. */
  public List<Float> probabilities(int answer) {
    List<Float> probabilities = new ArrayList<>();
    for (float probability : loss.probabilities(logits, answer)) probabilities.add(probability);
    return List.copyOf(probabilities);
  }
}
