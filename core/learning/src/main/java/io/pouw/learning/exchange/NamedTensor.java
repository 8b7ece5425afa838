package io.pouw.learning.exchange;

import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a tensor of a network lies in its state, and what it is called: {@code layer0.weight},
 * {@code layer0.bias}, of an attention {@code layer2.qkv.weight} and {@code layer2.out.weight}, of
 * an embedding {@code layer0.weight} and {@code layer0.positions}; within a residual block {@code
 * layer3.layer0.weight}. Layers count from 0 in the order of the specification, those without
 * parameters included.
 *
 * @param shape its dimensions; values lie row by row
 * @param from its first value's index in the state
 * @param matrix whether it is inputs x outputs, which others store transposed
 */
record NamedTensor(String name, List<Integer> shape, int from, boolean matrix) {
  NamedTensor {
    shape = List.copyOf(shape);
  }

  int size() {
    int size = 1;
    for (int dimension : shape) size *= dimension;
    return size;
  }

  /** The tensors of layers in the order of the state. */
  static List<NamedTensor> of(List<LayerSpec> layers) {
    List<NamedTensor> tensors = new ArrayList<>();
    add(layers, "", tensors);
    return tensors;
  }

  private static void add(List<LayerSpec> layers, String prefix, List<NamedTensor> to) {
    for (int i = 0; i < layers.size(); i++) {
      String name = prefix + "layer" + i;
      switch (layers.get(i)) {
        case LayerSpec.Dense dense -> affine(name, dense.inputs(), dense.units(), to);
        case LayerSpec.Conv2d(var input, int filters, var window, var _) -> {
          put(name + ".weight", filterShape(filters, input, window.height(), window.width()), to);
          put(name + ".bias", List.of(filters), to);
        }
        case LayerSpec.LayerNorm norm -> {
          put(name + ".weight", List.of(norm.width()), to);
          put(name + ".bias", List.of(norm.width()), to);
        }
        case LayerSpec.Embedding(var input, int vocabulary, int units, boolean positions) -> {
          put(name + ".weight", List.of(vocabulary, units), to);
          if (positions) put(name + ".positions", List.of(input.length(), units), to);
        }
        case LayerSpec.EmbeddingBag(var _, int vocabulary, int units) ->
            put(name + ".weight", List.of(vocabulary, units), to);
        case LayerSpec.Residual residual -> add(residual.body(), name + ".", to);
        case LayerSpec.Attention(var input, int _) -> {
          affine(name + ".qkv", input.width(), 3 * input.width(), to);
          affine(name + ".out", input.width(), input.width(), to);
        }
        case LayerSpec.Activate _, LayerSpec.Pool _, LayerSpec.Flatten _, LayerSpec.Dropout _ -> {}
      }
    }
  }

  private static List<Integer> filterShape(int filters, Shape.Image input, int height, int width) {
    return List.of(filters, input.channels(), height, width);
  }

  private static void affine(String name, int inputs, int outputs, List<NamedTensor> to) {
    to.add(new NamedTensor(name + ".weight", List.of(inputs, outputs), end(to), true));
    put(name + ".bias", List.of(outputs), to);
  }

  private static void put(String name, List<Integer> shape, List<NamedTensor> to) {
    to.add(new NamedTensor(name, shape, end(to), false));
  }

  private static int end(List<NamedTensor> tensors) {
    return tensors.isEmpty() ? 0 : tensors.getLast().from() + tensors.getLast().size();
  }
}
