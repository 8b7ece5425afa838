package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.node.bench.Contender;
import java.nio.FloatBuffer;
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
  private final TorchGradients autograd;
  private final PtNDArray input;
  private final PtNDArray labels;
  private final PtNDArray minusRate;
  private final PtNDArray minusOne;

  /**
   * @param parameters in our order
   * @param features of the batch, example by example
   * @param labels of the batch, example by example, position by position
   */
  TorchTraining(
      PtNDManager parent, ModelSpec spec, float[] parameters, float[] features, int[] labels) {
    manager = parent.newSubManager(parent.getDevice());
    network = new TorchNetwork(manager, spec.layers(), parameters);
    autograd = new TorchGradients(network, spec.dataset().classes());
    input = network.input(features, spec.batchSize());
    this.labels = Torch.indices(manager, labels, labels.length, 1);
    minusRate = Torch.floats(manager, new float[] {-spec.optimizer().learningRate()});
    minusOne = Torch.floats(manager, new float[] {-1f});
  }

  @Override
  public String name() {
    return Torch.NAME;
  }

  @Override
  public void run() {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      List<PtNDArray> gradients = gradients(step, minusRate);
      for (int i = 0; i < gradients.size(); i++)
        JniUtils.subi(network.parameters().get(i).value(), gradients.get(i));
    }
  }

  /** The gradient of the mean loss, in our order. */
  float[] gradients() {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      return inOurOrder(gradients(step, minusOne));
    }
  }

  /** All parameters as they are now, in our order. */
  float[] parameters() {
    return inOurOrder(network.parameters().stream().map(TorchParameter::value).toList());
  }

  /** The gradients of the mean logarithm of the labels' probabilities, times the seed. */
  private List<PtNDArray> gradients(PtNDManager step, PtNDArray seed) {
    input.attach(step);
    List<PtNDArray> gradients = autograd.pass(step, input, labels, seed).gradients();
    input.attach(manager);
    return gradients;
  }

  private float[] inOurOrder(List<PtNDArray> tensors) {
    FloatBuffer all =
        FloatBuffer.allocate(
            network.parameters().stream().mapToInt(each -> each.rows() * each.columns()).sum());
    for (int i = 0; i < tensors.size(); i++)
      all.put(network.parameters().get(i).inOurLayout(tensors.get(i)));
    return all.array();
  }

  @Override
  public void close() {
    manager.close();
  }
}
