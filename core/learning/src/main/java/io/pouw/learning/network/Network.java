package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.Activation;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;

/** The layers of a model in order, and where the parameters of each lie. Immutable. */
public final class Network {
  /**
   * @param from where the layer's parameters begin
   * @param number which of the specification's layers it belongs to
   */
  record Placed(Layer layer, int from, int number) {}

  private final List<Placed> layers;
  private final int parameters;

  private Network(List<Placed> layers, int parameters) {
    this.layers = List.copyOf(layers);
    this.parameters = parameters;
  }

  public static Network of(ModelSpec spec) {
    List<Placed> layers = new ArrayList<>();
    int parameters = 0;
    for (int number = 0; number < spec.layers().size(); number++) {
      for (Layer layer : layers(spec.layers().get(number))) {
        layers.add(new Placed(layer, parameters, number));
        parameters = Math.addExact(parameters, layer.parameters());
      }
    }
    return new Network(layers, parameters);
  }

  private static List<Layer> layers(LayerSpec spec) {
    return switch (spec) {
      case LayerSpec.Dense(int inputs, int units, Activation activation) ->
          switch (activation) {
            case LINEAR -> List.of(new DenseLayer(inputs, units));
            case RELU -> List.of(new DenseLayer(inputs, units), new ReluLayer());
          };
    };
  }

  List<Placed> layers() {
    return layers;
  }

  /** Numbers that training adjusts. */
  public int parameters() {
    return parameters;
  }

  /** The first parameters, each layer's from a stream of its own. */
  public float[] initialise(Hash effectiveSeed) {
    float[] initial = new float[parameters];
    for (Placed placed : layers)
      placed
          .layer()
          .initialise(
              initial, placed.from(), RandomStream.of(effectiveSeed, "weights", placed.number()));
    return initial;
  }

  /** Where a parameter belongs, such as {@code layer 0 weights, row 17, column 3}. */
  public String describe(int index) {
    for (Placed placed : layers)
      if (index >= placed.from() && index < placed.from() + placed.layer().parameters())
        return "layer " + placed.number() + " " + placed.layer().describe(index - placed.from());
    throw new IllegalArgumentException(
        "there is no parameter " + index + ", only " + parameters + " of them");
  }
}
