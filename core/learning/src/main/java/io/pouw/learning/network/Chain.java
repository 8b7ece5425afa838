package io.pouw.learning.network;

import io.pouw.learning.spec.Activation;
import io.pouw.learning.spec.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/** Layers one after the other, and where the parameters of each lie. Immutable. */
final class Chain {
  /**
   * @param from where the layer's parameters begin, counted from those of the chain
   * @param number which of the specification's layers it belongs to
   */
  record Placed(Layer layer, int from, int number) {}

  private final List<Placed> layers = new ArrayList<>();
  private int parameters;

  private Chain() {}

  static Chain of(List<LayerSpec> specs) {
    return of(specs, new Numbering());
  }

  private static Chain of(List<LayerSpec> specs, Numbering numbering) {
    Chain chain = new Chain();
    for (int number = 0; number < specs.size(); number++)
      for (Layer layer : layers(specs.get(number), numbering)) chain.add(layer, number);
    return chain;
  }

  /** Counts the layers that draw random numbers in training. */
  private static final class Numbering {
    private int next;
  }

  private void add(Layer layer, int number) {
    layers.add(new Placed(layer, parameters, number));
    parameters = Math.addExact(parameters, layer.parameters());
  }

  private static List<Layer> layers(LayerSpec spec, Numbering numbering) {
    return switch (spec) {
      case LayerSpec.Dense dense -> List.of(new DenseLayer(dense));
      case LayerSpec.Activate(var _, Activation activation) -> activation(activation);
      case LayerSpec.Conv2d convolution -> List.of(new ConvolutionLayer(convolution));
      case LayerSpec.Pool pool -> List.of(new PoolLayer(pool));
      case LayerSpec.Flatten(var image) -> List.of(new LayoutLayer(image, false));
      case LayerSpec.Dropout dropout -> List.of(new DropoutLayer(dropout, numbering.next++));
      case LayerSpec.LayerNorm norm -> List.of(new LayerNormLayer(norm));
      case LayerSpec.Embedding embedding -> List.of(new EmbeddingLayer(embedding));
      case LayerSpec.EmbeddingBag bag -> List.of(new EmbeddingBagLayer(bag));
      case LayerSpec.Residual residual ->
          List.of(new ResidualLayer(residual, of(residual.body(), numbering)));
      case LayerSpec.Attention attention -> List.of(new AttentionLayer(attention));
    };
  }

  private static List<Layer> activation(Activation activation) {
    return switch (activation) {
      case LINEAR -> List.of();
      case RELU, GELU, TANH, SIGMOID -> List.of(new ActivationLayer(activation));
    };
  }

  List<Placed> layers() {
    return layers;
  }

  int parameters() {
    return parameters;
  }

  /** Whether all layers {@linkplain Layer#divides divide} a batch. */
  boolean divides() {
    for (Placed placed : layers) if (!placed.layer().divides()) return false;
    return true;
  }

  /** The layers at work, each on what the one before it gives. */
  List<Layer.Pass> bind(Layer.Binding binding) {
    List<Layer.Pass> passes = new ArrayList<>();
    Signal signal = binding.input();
    for (Placed placed : layers) {
      Layer.Pass pass = placed.layer().bind(binding.with(signal, binding.from() + placed.from()));
      passes.add(pass);
      signal = pass.output();
    }
    return List.copyOf(passes);
  }

  String describe(int index) {
    for (Placed placed : layers)
      if (index >= placed.from() && index < placed.from() + placed.layer().parameters())
        return "layer " + placed.number() + " " + placed.layer().describe(index - placed.from());
    throw new IllegalArgumentException(
        "there is no parameter " + index + ", only " + parameters + " of them");
  }
}
