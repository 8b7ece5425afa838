package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pouw.learning.spec.Activation;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One of our networks in PyTorch, with the weights of ours. */
final class TorchNetwork {
  private final PtNDManager manager;
  private final List<LayerSpec> layers;
  private final List<TorchParameter> parameters = new ArrayList<>();
  private final Map<Integer, PtNDArray> masks = new TreeMap<>();
  private final Map<Integer, PtNDArray> scales = new TreeMap<>();
  private Optional<PtNDArray> shares = Optional.empty();

  /**
   * @param weights all parameters in our order
   */
  TorchNetwork(PtNDManager manager, List<LayerSpec> layers, float[] weights) {
    this.manager = manager;
    this.layers = List.copyOf(layers);
    int from = 0;
    for (LayerSpec layer : layers) from = add(layer, weights, from);
    if (from != weights.length)
      throw new IllegalArgumentException(
          "the layers have %d parameters, given are %d".formatted(from, weights.length));
  }

  private int add(LayerSpec layer, float[] all, int from) {
    return switch (layer) {
      case LayerSpec.Dense dense -> affine(all, from, dense.inputs(), dense.units());
      case LayerSpec.Conv2d it -> {
        int height = it.window().height();
        int width = it.window().width();
        int next = plain(all, from, it.filters(), it.input().channels(), height, width);
        yield plain(all, next, it.filters());
      }
      case LayerSpec.LayerNorm norm -> plain(all, plain(all, from, norm.width()), norm.width());
      case LayerSpec.Embedding it -> {
        int next = plain(all, from, it.vocabulary(), it.units());
        yield it.positions() ? plain(all, next, it.input().length(), it.units()) : next;
      }
      case LayerSpec.EmbeddingBag bag -> plain(all, from, bag.vocabulary(), bag.units());
      case LayerSpec.Residual residual -> {
        int next = from;
        for (LayerSpec inner : residual.body()) next = add(inner, all, next);
        yield next;
      }
      case LayerSpec.Attention it -> {
        int width = it.input().width();
        masks.computeIfAbsent(
            it.input().length(), length -> TorchOperators.causalMask(manager, length));
        scales.computeIfAbsent(
            width / it.heads(),
            size -> Torch.floats(manager, new float[] {1f / (float) Math.sqrt(size)}, 1));
        yield affine(all, affine(all, from, width, 3 * width), width, width);
      }
      case LayerSpec.Activate _, LayerSpec.Pool _, LayerSpec.Flatten _, LayerSpec.Dropout _ -> from;
    };
  }

  private int affine(float[] all, int from, int inputs, int units) {
    int next = from + inputs * units;
    parameters.add(
        TorchParameter.transposed(manager, Arrays.copyOfRange(all, from, next), inputs, units));
    return plain(all, next, units);
  }

  private int plain(float[] all, int from, long... shape) {
    int size = 1;
    for (long dimension : shape) size = Math.toIntExact(size * dimension);
    float[] values = Arrays.copyOfRange(all, from, from + size);
    parameters.add(TorchParameter.plain(manager, values, shape));
    return from + size;
  }

  /** All parameters in order. */
  List<TorchParameter> parameters() {
    return parameters;
  }

  /**
   * A batch as the network takes it. It is kept what part each token of a bag has, so forward takes
   * no other batch afterwards.
   */
  PtNDArray input(float[] features, int rows) {
    return switch (layers.getFirst().input()) {
      case Shape.Image(int channels, int height, int width) ->
          Torch.floats(manager, features, rows, channels, height, width);
      case Shape.Tokens(int length) -> tokens(features, rows, length);
      case Shape.Features(int size) -> Torch.floats(manager, features, rows, size);
      case Shape.Sequence(int length, int width) ->
          Torch.floats(manager, features, rows, length, width);
    };
  }

  private PtNDArray tokens(float[] features, int rows, int length) {
    int[] tokens = new int[features.length];
    float[] parts = new float[features.length];
    for (int row = 0; row < rows; row++) {
      int present = 0;
      for (int i = row * length; i < (row + 1) * length; i++) if (features[i] >= 0) present++;
      for (int i = row * length; i < (row + 1) * length; i++) {
        tokens[i] = Math.max(0, (int) features[i]);
        parts[i] = features[i] >= 0 ? 1f / present : 0f;
      }
    }
    shares = Optional.of(Torch.floats(manager, parts, rows, 1, length));
    return Torch.indices(manager, tokens, rows, length);
  }

  /**
   * The outputs of the last layer.
   *
   * @param leaves the parameters as leaves of the graph that is being built
   */
  PtNDArray forward(PtNDArray input, List<PtNDArray> leaves) {
    return forward(layers, input, leaves.iterator());
  }

  private PtNDArray forward(List<LayerSpec> chain, PtNDArray input, Iterator<PtNDArray> leaf) {
    PtNDArray signal = input;
    for (LayerSpec layer : chain) signal = forward(layer, signal, leaf);
    return signal;
  }

  private PtNDArray forward(LayerSpec layer, PtNDArray in, Iterator<PtNDArray> leaf) {
    return switch (layer) {
      case LayerSpec.Dense dense ->
          activate(JniUtils.linear(in, leaf.next(), leaf.next()), dense.activation());
      case LayerSpec.Activate it -> activate(in, it.activation());
      case LayerSpec.Conv2d it ->
          activate(
              TorchOperators.convolution(in, leaf.next(), leaf.next(), it.window()),
              it.activation());
      case LayerSpec.Pool pool ->
          switch (pool.kind()) {
            case MAX -> TorchOperators.maxPool(in, pool.window());
            case AVERAGE -> TorchOperators.averagePool(in, pool.window());
          };
      case LayerSpec.Flatten it ->
          JniUtils.reshape(in, new long[] {in.getShape().get(0), it.input().size()});
      case LayerSpec.Dropout it ->
          throw new IllegalArgumentException(
              "dropout of " + it.rate() + " draws other numbers in PyTorch: leave it out");
      case LayerSpec.LayerNorm norm ->
          TorchOperators.layerNorm(in, leaf.next(), leaf.next(), norm.epsilon());
      case LayerSpec.Embedding it -> {
        PtNDArray vectors = JniUtils.embedding(in, leaf.next(), false);
        yield it.positions() ? JniUtils.add(vectors, leaf.next()) : vectors;
      }
      case LayerSpec.EmbeddingBag _ ->
          TorchOperators.embeddingBag(in, shares.orElseThrow(), leaf.next());
      case LayerSpec.Residual it -> JniUtils.add(in, forward(it.body(), in, leaf));
      case LayerSpec.Attention it -> attention(it, in, leaf);
    };
  }

  private PtNDArray attention(LayerSpec.Attention it, PtNDArray in, Iterator<PtNDArray> leaf) {
    PtNDArray mixed =
        TorchOperators.attention(
            JniUtils.linear(in, leaf.next(), leaf.next()),
            it.heads(),
            known(masks, it.input().length()),
            known(scales, it.input().width() / it.heads()));
    return JniUtils.linear(mixed, leaf.next(), leaf.next());
  }

  private static PtNDArray known(Map<Integer, PtNDArray> constants, int key) {
    return Optional.ofNullable(constants.get(key)).orElseThrow();
  }

  private static PtNDArray activate(PtNDArray in, Activation activation) {
    return switch (activation) {
      case LINEAR -> in;
      case RELU -> JniUtils.relu(in);
      case GELU -> TorchOperators.tanhGelu(in);
      case TANH -> JniUtils.tanh(in);
      case SIGMOID -> JniUtils.sigmoid(in);
    };
  }
}
