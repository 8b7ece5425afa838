package io.pouw.learning.network;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.spec.ModelSpec;
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
  private final BatchComputation batch;
  private final Optimizer optimizer;
  private final Descent descent = new Descent();

  /** Whether the layers see the whole batch at once, so that they may change their weights. */
  private final boolean whole;

  public Workspace(Network network, ModelSpec spec, KernelPath path) {
    this(network, spec, path.newKernels());
  }

  /**
   * @param kernels that nothing else uses at the same time
   */
  public Workspace(Network network, ModelSpec spec, Kernels kernels) {
    this(network, spec, kernels, BatchPass.rows(network, spec, kernels));
  }

  /**
   * @param microBatch examples that are done at a time, as {@link BatchPass} says
   */
  Workspace(Network network, ModelSpec spec, Kernels kernels, int microBatch) {
    parameters = new float[network.parameters()];
    gradients = new float[network.parameters()];
    optimizer = Optimizer.of(spec.optimizer(), parameters.length, kernels);
    batch = new BatchPass(network, spec, microBatch, kernels, parameters, gradients, descent);
    descent.close(parameters.length);
    whole = microBatch == spec.batchSize();
  }

  /**
   * A network whose forward and backward pass someone else computes; the optimiser is ours.
   *
   * @param kernels that nothing else uses at the same time
   * @param external the network for the batch size of the specification
   */
  public Workspace(Network network, ModelSpec spec, Kernels kernels, ExternalNetwork external) {
    parameters = new float[network.parameters()];
    gradients = new float[network.parameters()];
    optimizer = Optimizer.of(spec.optimizer(), parameters.length, kernels);
    batch = new ExternalBatch(network.input(), spec, kernels, external, parameters, gradients);
    whole = false;
  }

  /** Examples of the batch. */
  public int rows() {
    return batch.features().rows();
  }

  /** Targets of each example: positions of a sequence, outputs that are numbers, else 1. */
  public int positions() {
    return batch.targets().length / rows();
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
    return batch.features().values();
  }

  /** The targets of the batch, example by example, position by position. */
  public float[] targets() {
    return batch.targets();
  }

  /**
   * Forgets the optimiser's memory of earlier steps.
   *
   * @param unitSeed decides what is dropped out
   */
  public void begin(Hash unitSeed) {
    optimizer.reset();
    batch.begin(unitSeed);
  }

  /**
   * One step of training on the batch; returns the sum of the losses before it. What it leaves in
   * {@link #gradients} is not defined.
   */
  public double step(float learningRate) {
    if (whole && optimizer instanceof Optimizer.Sgd sgd) return descend(sgd, learningRate);
    double loss = differentiate();
    apply(learningRate);
    return loss;
  }

  private double descend(Optimizer.Sgd sgd, float learningRate) {
    double loss;
    descent.begin(learningRate);
    try {
      loss = differentiate();
    } finally {
      descent.end();
    }
    sgd.step(parameters, gradients, learningRate, descent);
    return loss;
  }

  /** Changes the parameters by {@link #gradients}, whoever wrote them. */
  public void apply(float learningRate) {
    optimizer.step(parameters, gradients, learningRate, 1f);
  }

  /** Computes the gradient of the batch's mean loss; returns the sum of the losses. */
  public double differentiate() {
    return batch.differentiate();
  }

  /** Computes the outputs for the batch. */
  public void forward() {
    batch.forward();
  }

  /** After {@link #forward}: what the last layer gives, example by example; not to be written. */
  public float[] outputs() {
    return batch.outputs().values();
  }

  /**
   * After {@link #forward}: the class that an answer names.
   *
   * @param answer counted over the targets of all examples
   */
  public int predicted(int answer) {
    return batch.loss().predicted(batch.outputs(), answer);
  }

  /** After {@link #forward}: the loss of an answer against its target. */
  public float loss(int answer) {
    return batch.loss().of(batch.outputs(), answer, batch.targets());
  }

  /** After {@link #forward}: the probability of each class; none where outputs are numbers. */
  public List<Float> probabilities(int answer) {
    List<Float> probabilities = new ArrayList<>();
    for (float probability : batch.loss().probabilities(batch.outputs(), answer))
      probabilities.add(probability);
    return List.copyOf(probabilities);
  }
}
