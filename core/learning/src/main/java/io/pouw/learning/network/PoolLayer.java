package io.pouw.learning.network;

import io.pouw.learning.kernel.Pooling;
import io.pouw.learning.kernel.PoolingShape;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.learning.spec.Window;

/**
 * The greatest or the average value of each window; {@link Pooling} says which, and in what order.
 */
record PoolLayer(LayerSpec.Pool spec) implements Layer {
  /** What lies in planes goes with convolutions. */
  @Override
  public boolean divides() {
    return false;
  }

  @Override
  public Pass bind(Binding binding) {
    return new PoolPass(spec, binding);
  }

  private static final class PoolPass implements Pass {
    private final boolean greatest;
    private final PoolingShape shape;
    private final Pooling pooling;
    private final Signal input;
    private final Signal output;

    /** Which place of each window has the greatest value. */
    private final int[] chosen;

    PoolPass(LayerSpec.Pool spec, Binding binding) {
      input = binding.input();
      output = Signal.like(input, spec.output());
      greatest = spec.kind() == LayerSpec.Pool.Kind.MAX;
      shape = shape(spec.input(), spec.window(), input.rows());
      pooling = binding.kernels().pooling();
      chosen = new int[greatest ? shape.outputs() : 0];
    }

    private static PoolingShape shape(Shape.Image image, Window window, int batch) {
      return new PoolingShape(
          batch,
          image.channels(),
          image.height(),
          image.width(),
          window.height(),
          window.width(),
          window.strideY(),
          window.strideX());
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      if (greatest) pooling.forwardMax(shape, input.values(), output.values(), chosen);
      else pooling.forwardAverage(shape, input.values(), output.values());
    }

    @Override
    public void backward(boolean resume) {
      if (!input.wantsGradient()) return;
      if (greatest) pooling.backwardMax(shape, output.gradient(), chosen, input.gradient());
      else pooling.backwardAverage(shape, output.gradient(), input.gradient());
    }
  }
}
