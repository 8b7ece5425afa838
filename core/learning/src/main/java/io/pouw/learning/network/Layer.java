package io.pouw.learning.network;

import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;

/** One layer's arithmetic, without buffers: immutable, shared by all threads. */
interface Layer {
  /** Numbers that training adjusts; they lie together in the parameter array. */
  default int parameters() {
    return 0;
  }

  /** Sets the parameters, which begin at {@code from}, to their first values. */
  default void initialise(float[] parameters, int from, RandomStream random) {}

  /**
   * Whether a batch may be done some examples at a time, each time {@linkplain Pass#backward
   * resuming} the sums, and gives the same bits.
   */
  default boolean divides() {
    return true;
  }

  /** The layer at work on the buffers of one thread. */
  Pass bind(Binding binding);

  /** Which of its parameters the number at {@code index} is, in words. */
  default String describe(int index) {
    throw new IllegalArgumentException("the layer has no parameter " + index);
  }

  /**
   * The buffers that a layer is given.
   *
   * @param parameters of the whole network
   * @param gradients laid out as the parameters
   * @param from where the layer's parameters begin
   * @param descent for layers that can make a step of it
   */
  record Binding(
      Signal input,
      float[] parameters,
      float[] gradients,
      int from,
      Kernels kernels,
      Descent descent) {
    /** The same for another input and other parameters. */
    Binding with(Signal signal, int place) {
      return new Binding(signal, parameters, gradients, place, kernels, descent);
    }
  }

  /** A layer bound to buffers. Backward follows forward on the same values. */
  interface Pass {
    Signal output();

    /** Called before the steps of a unit with a seed of its own. */
    default void begin(Hash unitSeed) {}

    /**
     * @param training whether a step of training goes on, or an evaluation
     */
    void forward(boolean training);

    /**
     * From the gradient of the output computes that of the parameters and, if wanted, of the input.
     *
     * @param resume whether the sums over examples that make the gradient of the parameters go on
     *     from what the examples before left there, or begin
     */
    void backward(boolean resume);
  }
}
