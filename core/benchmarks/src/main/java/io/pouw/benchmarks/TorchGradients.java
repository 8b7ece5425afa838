package io.pouw.benchmarks;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch's autograd of a network's mean softmax cross-entropy.
 *
 * @param outputs of the network for one label
 */
record TorchGradients(TorchNetwork network, int outputs) {
  /**
   * @param meanLogarithm of the labels' probabilities: the mean loss, negative
   * @param gradients of it for each parameter, times the seed
   */
  record Pass(PtNDArray meanLogarithm, List<PtNDArray> gradients) {}

  /**
   * Forward and backward; what is made belongs to {@code step}.
   *
   * @param input belongs to {@code step}
   * @param seed of the backward pass
   */
  Pass pass(PtNDManager step, PtNDArray input, PtNDArray labels, PtNDArray seed) {
    JniUtils.setGradMode(true);
    List<PtNDArray> leaves = leaves(step);
    PtNDArray mean = meanLogarithm(input, labels, leaves);
    JniUtils.backward(mean, seed, false, false);
    JniUtils.setGradMode(false);
    List<PtNDArray> gradients = new ArrayList<>();
    for (PtNDArray leaf : leaves) {
      PtNDArray gradient = JniUtils.getGradient(leaf);
      gradient.attach(step);
      gradients.add(gradient);
    }
    return new Pass(mean, gradients);
  }

  /** The mean logarithm of the labels' probabilities alone. */
  PtNDArray meanLogarithm(PtNDArray input, PtNDArray labels) {
    JniUtils.setGradMode(false);
    return meanLogarithm(
        input, labels, network.parameters().stream().map(TorchParameter::value).toList());
  }

  private PtNDArray meanLogarithm(PtNDArray input, PtNDArray labels, List<PtNDArray> leaves) {
    PtNDArray logits = JniUtils.reshape(network.forward(input, leaves), new long[] {-1, outputs});
    PtNDArray logarithms = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
    return JniUtils.mean(JniUtils.gather(logarithms, labels, 1));
  }

  private List<PtNDArray> leaves(PtNDManager step) {
    List<PtNDArray> leaves = new ArrayList<>();
    for (TorchParameter parameter : network.parameters()) {
      PtNDArray leaf = JniUtils.detachGradient(parameter.value());
      leaf.attach(step);
      JniUtils.attachGradient(leaf, true);
      leaves.add(leaf);
    }
    return leaves;
  }
}
