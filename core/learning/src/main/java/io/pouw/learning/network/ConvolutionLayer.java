package io.pouw.learning.network;

import io.pouw.learning.kernel.Convolution;
import io.pouw.learning.kernel.ConvolutionShape;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.learning.spec.Window;
import java.util.Arrays;

/**
 * Each filter is a window of weights that moves over all channels; then the activation. Parameters:
 * weights, filters x (channels x height x width of the window), filter by filter, then a bias for
 * each filter.
 *
 * <p>The order of every sum is that of {@link Convolution}. Images lie in planes, as {@link
 * ConvolutionShape} says.
 *
 * <p>The activation is a sweep of its own. To rectify in the registers of the innermost blocks was
 * tried: the fastest of 3,200 steps of LeNet-5 at batch 32 took 1.35 ms instead of 1.27, as these
 * blocks have more sums and shorter chains than those of a product. A max pool behind does the
 * slope: {@link Signal#takeRectifier}.
 */
record ConvolutionLayer(LayerSpec.Conv2d spec) implements Layer {
  @Override
  public int parameters() {
    return (spec.inputs() + 1) * spec.filters();
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    int biases = from + spec.inputs() * spec.filters();
    Weights.he(parameters, from, biases, spec.inputs(), random);
    Arrays.fill(parameters, biases, biases + spec.filters(), 0f);
  }

  /** The sums of a weight run over places first, and over the examples within. */
  @Override
  public boolean divides() {
    return false;
  }

  @Override
  public Pass bind(Binding binding) {
    return new ConvolutionPass(spec, binding);
  }

  @Override
  public String describe(int index) {
    int weights = spec.inputs() * spec.filters();
    if (index >= weights) return "biases, filter " + (index - weights);
    int size = spec.window().size();
    int place = index % size;
    int width = spec.window().width();
    return "weights, filter %d, channel %d, row %d, column %d"
        .formatted(
            index / spec.inputs(),
            index / size % spec.input().channels(),
            place / width,
            place % width);
  }

  private static final class ConvolutionPass implements Pass {
    private final Signal input;
    private final Signal output;
    private final float[] parameters;
    private final float[] gradients;
    private final int weights;
    private final int biases;
    private final ConvolutionShape shape;
    private final Convolution convolution;
    private final ActivationSweep activation;

    ConvolutionPass(LayerSpec.Conv2d spec, Binding binding) {
      input = binding.input();
      output = Signal.between(input.rows(), spec.output(), spec.activation());
      activation = new ActivationSweep(output, output, binding.kernels());
      parameters = binding.parameters();
      gradients = binding.gradients();
      weights = binding.from();
      biases = weights + spec.inputs() * spec.filters();
      shape = shape(spec, input.rows());
      convolution = binding.kernels().convolution();
    }

    private static ConvolutionShape shape(LayerSpec.Conv2d spec, int batch) {
      Shape.Image image = spec.input();
      Window window = spec.window();
      return new ConvolutionShape(
          batch,
          image.channels(),
          image.height(),
          image.width(),
          spec.filters(),
          window.height(),
          window.width(),
          window.strideY(),
          window.strideX(),
          window.padY(),
          window.padX());
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      convolution.forward(
          shape, input.values(), parameters, weights, parameters, biases, output.values());
      activation.forward();
    }

    @Override
    public void backward(boolean resume) {
      activation.backward();
      float[] gradient = output.gradient();
      convolution.backwardWeights(shape, input.values(), gradient, gradients, weights);
      convolution.backwardBiases(shape, gradient, gradients, biases);
      if (input.wantsGradient())
        convolution.backwardData(shape, gradient, parameters, weights, input.gradient());
    }
  }
}
