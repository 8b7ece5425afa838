package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pouw.learning.spec.LayerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * One of our networks in PyTorch, with the weights of ours in PyTorch's layouts (a dense layer's
 * are units x inputs there).
 */
final class TorchNetwork {
  private final List<LayerSpec> layers;
  private final List<PtNDArray> parameters = new ArrayList<>();

  /**
   * @param weights all parameters in our order
   */
  TorchNetwork(PtNDManager manager, List<LayerSpec> layers, float[] weights) {
    this.layers = List.copyOf(layers);
    int from = 0;
    for (LayerSpec layer : layers) {
      switch (layer) {
        case LayerSpec.Dense dense -> {
          int count = dense.inputs() * dense.units();
          float[] matrix = Arrays.copyOfRange(weights, from, from + count);
          parameters.add(
              Torch.floats(
                  manager,
                  Transposition.of(matrix, dense.inputs(), dense.units()),
                  dense.units(),
                  dense.inputs()));
          float[] biases = Arrays.copyOfRange(weights, from + count, from + count + dense.units());
          parameters.add(Torch.floats(manager, biases, dense.units()));
        }
      }
      from = Math.toIntExact(from + layer.parameters());
    }
  }

  /** All parameters in order; they are changed in place by training. */
  List<PtNDArray> parameters() {
    return parameters;
  }

  /**
   * The outputs of the last layer.
   *
   * @param leaves the parameters as leaves of the graph that is being built
   */
  PtNDArray forward(PtNDArray input, List<PtNDArray> leaves) {
    Iterator<PtNDArray> leaf = leaves.iterator();
    PtNDArray signal = input;
    for (LayerSpec layer : layers) signal = forward(layer, signal, leaf);
    return signal;
  }

  private static PtNDArray forward(LayerSpec layer, PtNDArray in, Iterator<PtNDArray> leaf) {
    return switch (layer) {
      case LayerSpec.Dense dense -> {
        PtNDArray sums = JniUtils.linear(in, leaf.next(), leaf.next());
        yield switch (dense.activation()) {
          case LINEAR -> sums;
          case RELU -> JniUtils.relu(sums);
        };
      }
    };
  }
}
