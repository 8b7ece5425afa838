package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.node.bench.Contender;
import java.util.ArrayList;
import java.util.List;

/**
 * Training steps in PyTorch: forward, mean softmax cross-entropy, autograd, plain gradient descent
 * in place.
 *
 * <p>Gradients are not zeroed but made anew each step (PyTorch's {@code set_to_none}), and the
 * learning rate is the seed of the backward pass, so that the update is one subtraction a
 * parameter: the quickest that was found with these operators.
 */
final class TorchTraining implements Contender {
  private final PtNDManager manager;
  private final TorchNetwork network;
  private final PtNDArray input;
  private final PtNDArray labels;
  private final PtNDArray seed;

  TorchTraining(
      PtNDManager parent, ModelSpec spec, float[] weights, float[] features, int[] labels) {
    manager = parent.newSubManager(parent.getDevice());
    int rows = spec.batchSize();
    network = new TorchNetwork(manager, spec.layers(), weights);
    input = Torch.floats(manager, features, rows, spec.dataset().features());
    this.labels = Torch.indices(manager, labels, rows, 1);
    float rate = spec.optimizer().learningRate();
    seed = Torch.floats(manager, new float[] {-rate});
  }

  @Override
  public String name() {
    return Torch.NAME;
  }

  @Override
  public void run() {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      input.attach(step);
      JniUtils.setGradMode(true);
      List<PtNDArray> leaves = leaves(step);
      PtNDArray logProbabilities =
          JniUtils.logSoftmax(network.forward(input, leaves), 1, input.getDataType());
      PtNDArray mean = JniUtils.mean(JniUtils.gather(logProbabilities, labels, 1));
      JniUtils.backward(mean, seed, false, false);
      JniUtils.setGradMode(false);
      for (int i = 0; i < leaves.size(); i++) {
        PtNDArray gradient = JniUtils.getGradient(leaves.get(i));
        gradient.attach(step);
        JniUtils.subi(network.parameters().get(i), gradient);
      }
      input.attach(manager);
    }
  }

  private List<PtNDArray> leaves(PtNDManager step) {
    List<PtNDArray> leaves = new ArrayList<>();
    for (PtNDArray parameter : network.parameters()) {
      PtNDArray leaf = JniUtils.detachGradient(parameter);
      leaf.attach(step);
      JniUtils.attachGradient(leaf, true);
      leaves.add(leaf);
    }
    return leaves;
  }

  /** All parameters as they are now, in PyTorch's layouts. */
  List<float[]> parameters() {
    return network.parameters().stream().map(PtNDArray::toFloatArray).toList();
  }

  @Override
  public void close() {
    manager.close();
  }
}
