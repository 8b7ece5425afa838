package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.spec.Activation;

/**
 * A function of each value, in place where it can: {@link Signal#activated}. {@link Elementwise}
 * states the operations. Dense layers fuse theirs with their product and have no such layer.
 *
 * @param activation not linear, for which there is no layer
 */
record ActivationLayer(Activation activation) implements Layer {
  @Override
  public Pass bind(Binding binding) {
    Signal output = Signal.activated(binding.input(), activation);
    return new ActivationPass(
        output, new ActivationSweep(binding.input(), output, binding.kernels()));
  }

  private record ActivationPass(Signal output, ActivationSweep sweep) implements Pass {
    @Override
    public void forward(boolean training) {
      sweep.forward();
    }

    @Override
    public void backward(boolean resume) {
      sweep.backward();
    }
  }
}
