package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.primitives.Hash;

/** The layers of a model. Immutable. */
public final class Network {
  private final Chain chain;
  private final Shape input;

  private Network(Chain chain, Shape input) {
    this.chain = chain;
    this.input = input;
  }

  public static Network of(ModelSpec spec) {
    return new Network(Chain.of(spec.layers()), spec.layers().getFirst().input());
  }

  Chain chain() {
    return chain;
  }

  /** What one example looks like where it goes in. */
  Shape input() {
    return input;
  }

  /** Numbers that training adjusts. */
  public int parameters() {
    return chain.parameters();
  }

  /** The first parameters, each layer's from a stream of its own. */
  public float[] initialise(Hash effectiveSeed) {
    float[] initial = new float[chain.parameters()];
    for (Chain.Placed placed : chain.layers())
      placed
          .layer()
          .initialise(
              initial, placed.from(), RandomStream.of(effectiveSeed, "weights", placed.number()));
    return initial;
  }

  /** Where a parameter belongs, such as {@code layer 0 weights, row 17, column 3}. */
  public String describe(int index) {
    return chain.describe(index);
  }
}
