package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Pooling;
import io.pouw.learning.kernel.PoolingShape;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.learning.spec.Window;
import java.util.function.IntConsumer;

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
    /** Shorter signals are done before a second thread has woken up. */
    private static final int WORTH_SHARING = 1 << 15;

    private final boolean greatest;
    private final PoolingShape shape;
    private final Kernels kernels;
    private final Team team;
    private final IntConsumer forwardPart = this::forwardPart;
    private final IntConsumer backwardPart = this::backwardPart;
    private final Signal input;
    private final Signal output;

    /** Whether this pool does the slope of the rectifier before it. */
    private final boolean rectified;

    /** Which place of each window has the greatest value. */
    private final int[] chosen;

    PoolPass(LayerSpec.Pool spec, Binding binding) {
      input = binding.input();
      output = Signal.like(input, spec.output());
      greatest = spec.kind() == LayerSpec.Pool.Kind.MAX;
      rectified = greatest && input.takeRectifier();
      shape = shape(spec.input(), spec.window(), input.rows());
      kernels = binding.kernels();
      team = shape.inputs() < WORTH_SHARING ? Team.ALONE : kernels.team();
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
      team.run(forwardPart);
    }

    /** The channels of a thread. */
    private void forwardPart(int member) {
      int from = team.bound(shape.channels(), 1, member);
      int end = team.bound(shape.channels(), 1, member + 1);
      Pooling own = kernels.member(member).pooling();
      if (greatest) own.forwardMax(shape, input.values(), output.values(), chosen, from, end);
      else own.forwardAverage(shape, input.values(), output.values(), from, end);
    }

    @Override
    public void backward(boolean resume) {
      if (input.wantsGradient()) team.run(backwardPart);
    }

    private void backwardPart(int member) {
      int from = team.bound(shape.channels(), 1, member);
      int end = team.bound(shape.channels(), 1, member + 1);
      Pooling own = kernels.member(member).pooling();
      if (rectified) rectifierSlope(kernels.member(member).elementwise(), from, end);
      if (greatest) own.backwardMax(shape, output.gradient(), chosen, input.gradient(), from, end);
      else own.backwardAverage(shape, output.gradient(), input.gradient(), from, end);
    }

    /** The channels' windows lie together. */
    private void rectifierSlope(Elementwise own, int from, int end) {
      int channel = shape.outputs() / shape.channels();
      own.reluGradient(
          output.values(),
          from * channel,
          output.gradient(),
          from * channel,
          (end - from) * channel);
    }
  }
}
