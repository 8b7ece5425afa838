package io.pouw.learning.network;

import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.random.RandomStream;

/** One layer's arithmetic, without buffers: immutable, shared by all threads. */
sealed interface Layer permits DenseLayer, ReluLayer {
  /** Numbers that training adjusts; they lie together in the parameter array. */
  int parameters();

  /** Sets the parameters, which begin at {@code from}, to their first values. */
  void initialise(float[] parameters, int from, RandomStream random);

  /** The layer at work on the buffers of one thread. */
  Pass bind(Binding binding);

  /** Which of its parameters the number at {@code index} is, in words. */
  String describe(int index);

  /**
   * The buffers that a layer is given.
   *
   * @param parameters of the whole network
   * @param gradients laid out as the parameters
   * @param from where the layer's parameters begin
   */
  record Binding(Signal input, float[] parameters, float[] gradients, int from, Gemm gemm) {}

  /** A layer bound to buffers. Backward follows forward on the same values. */
  interface Pass {
    Signal output();

    void forward();

    /**
     * From the gradient of the output computes that of the parameters (set, not added to) and, if
     * wanted, of the input.
     */
    void backward();
  }
}
