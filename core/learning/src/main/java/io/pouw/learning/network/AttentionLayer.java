package io.pouw.learning.network;

import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.kernel.RowKernels;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Multi-head causal self-attention (A. Vaswani et al., "Attention is all you need", 2017, section
 * 3.2). Parameters: the weights of queries, keys and values side by side, width x 3 width, their
 * biases, then the output's weights, width x width, and biases.
 *
 * <p>Products are chains as everywhere, over all positions: one that may not be seen has the weight
 * zero. Softmax as {@link RowKernels} states it.
 */
record AttentionLayer(LayerSpec.Attention spec) implements Layer {
  private int width() {
    return spec.input().width();
  }

  @Override
  public int parameters() {
    return Math.toIntExact(spec.parameters());
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    int width = width();
    Arrays.fill(parameters, from, from + parameters(), 0f);
    int output = from + 3 * width * (width + 1);
    Weights.leCun(parameters, from, from + 3 * width * width, width, random);
    Weights.leCun(parameters, output, output + width * width, width, random);
  }

  @Override
  public Pass bind(Binding binding) {
    return new AttentionPass(binding);
  }

  @Override
  public String describe(int index) {
    int width = width();
    int output = 3 * width * (width + 1);
    boolean projects = index < output;
    int columns = projects ? 3 * width : width;
    int within = projects ? index : index - output;
    String part = projects ? "query, key and value " : "output ";
    return within < width * columns
        ? part + "weights, row %d, column %d".formatted(within / columns, within % columns)
        : part + "biases, column " + (within - width * columns);
  }

  /** The matrices of one head for one example. */
  private record Head(
      Matrix queries,
      Matrix keys,
      Matrix keysTransposed,
      Matrix values,
      Matrix valuesTransposed,
      Matrix queryGradients,
      Matrix keyGradients,
      Matrix valueGradients,
      Matrix mixed,
      Matrix mixedGradients,
      Matrix weights,
      Matrix weightsTransposed) {}

  /** A gradient of the weights of a head, which is not kept. */
  private record Scores(Matrix rows, Matrix transposed) {
    static Scores of(int length) {
      Matrix rows = Matrix.rowMajor(new float[length * length], 0, length, length);
      return new Scores(rows, rows.transposed());
    }
  }

  private final class AttentionPass implements Pass {
    private final int length = spec.input().length();
    private final Kernels kernels;
    private final IntConsumer forwardPart = this::forwardPart;
    private final IntConsumer backwardPart = this::backwardPart;
    private final Signal output;
    private final AffinePass projection;
    private final AffinePass combination;
    private final Head[] heads;

    /** For each thread of the team. */
    private final Scores[] scores;

    private final float scale;

    AttentionPass(Binding binding) {
      Signal input = binding.input();
      int width = width();
      int vectors = input.vectors();
      kernels = binding.kernels();
      scores = new Scores[kernels.team().size()];
      for (int i = 0; i < scores.length; i++) scores[i] = Scores.of(length);
      output = Signal.between(input.rows(), spec.output());
      float[] projected = new float[3 * vectors * width];
      float[] projectedGradient = new float[projected.length];
      float[] mixed = new float[vectors * width];
      float[] mixedGradient = new float[mixed.length];
      projection =
          new AffinePass(
              binding,
              vectors,
              width,
              3 * width,
              AffinePass.Flow.of(input),
              new AffinePass.Flow(projected, projectedGradient));
      combination =
          new AffinePass(
              binding.with(input, binding.from() + 3 * width * (width + 1)),
              vectors,
              width,
              width,
              new AffinePass.Flow(mixed, mixedGradient),
              AffinePass.Flow.of(output));
      int size = width / spec.heads();
      scale = 1f / (float) Math.sqrt(size);
      heads = new Head[input.rows() * spec.heads()];
      for (int i = 0; i < heads.length; i++) {
        int row = i / spec.heads() * length;
        int column = i % spec.heads() * size;
        int at = row * 3 * width + column;
        Matrix keys = part(projected, at + width, size, 3 * width);
        Matrix values = part(projected, at + 2 * width, size, 3 * width);
        Scores weights = Scores.of(length);
        heads[i] =
            new Head(
                part(projected, at, size, 3 * width),
                keys,
                keys.transposed(),
                values,
                values.transposed(),
                part(projectedGradient, at, size, 3 * width),
                part(projectedGradient, at + width, size, 3 * width),
                part(projectedGradient, at + 2 * width, size, 3 * width),
                part(mixed, row * width + column, size, width),
                part(mixedGradient, row * width + column, size, width),
                weights.rows,
                weights.transposed);
      }
    }

    private Matrix part(float[] data, int at, int columns, int stride) {
      return new Matrix(data, at, length, columns, stride, 1);
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      projection.forward();
      kernels.team().run(forwardPart);
      combination.forward();
    }

    /** The heads of a thread. */
    private void forwardPart(int member) {
      Kernels own = kernels.member(member);
      int end = kernels.team().bound(heads.length, 1, member + 1);
      for (int i = kernels.team().bound(heads.length, 1, member); i < end; i++) {
        Head head = heads[i];
        own.gemm().multiply(head.queries, head.keysTransposed, head.weights, false);
        float[] weights = head.weights.data();
        own.elementwise().scale(scale, weights, 0, weights.length);
        own.rows().softmax(weights, 0, weights, 0, length, length, 1, 1);
        own.gemm().multiply(head.weights, head.values, head.mixed, false);
      }
    }

    @Override
    public void backward(boolean resume) {
      combination.backward(resume);
      kernels.team().run(backwardPart);
      projection.backward(resume);
    }

    private void backwardPart(int member) {
      Kernels own = kernels.member(member);
      int end = kernels.team().bound(heads.length, 1, member + 1);
      for (int i = kernels.team().bound(heads.length, 1, member); i < end; i++)
        backward(heads[i], scores[member], own.gemm(), own);
    }

    private void backward(Head head, Scores scores, Gemm gemm, Kernels own) {
      gemm.multiply(head.weightsTransposed, head.mixedGradients, head.valueGradients, false);
      gemm.multiply(head.mixedGradients, head.valuesTransposed, scores.rows, false);
      float[] gradient = scores.rows.data();
      own.rows().softmaxGradient(head.weights.data(), 0, gradient, 0, length, length, 1, 1);
      own.elementwise().scale(scale, gradient, 0, gradient.length);
      gemm.multiply(scores.rows, head.keys, head.queryGradients, false);
      gemm.multiply(scores.transposed, head.queries, head.keyGradients, false);
    }
  }
}
