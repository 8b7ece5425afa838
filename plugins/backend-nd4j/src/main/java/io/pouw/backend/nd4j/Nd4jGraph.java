package io.pouw.backend.nd4j;

import io.pouw.learning.spec.Activation;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Loss;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.learning.spec.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model as a graph of ND4J's operations, whose gradient ND4J derives. Vectors lie as rows: one
 * for each example, of a sequence one for each position; images as examples x channels x rows x
 * columns.
 */
final class Nd4jGraph {
  static final String FEATURES = "features";
  static final String VECTORS = "vectors";
  static final String SHARES = "shares";
  static final String TARGETS = "targets";
  static final String OUTPUTS = "outputs";
  static final String LOSS = "loss";

  /** Added to what a position may not see. */
  private static final double HIDDEN = -1e30;

  /**
   * Numbers that training adjusts, and where they lie among all: in rows of equal length.
   *
   * @param from where the first row begins
   * @param rows that there are
   * @param stride from the beginning of a row to that of the next
   */
  record Parameter(String name, int from, int rows, int stride, long[] shape) {
    int size() {
      long size = 1;
      for (long each : shape) size *= each;
      return Math.toIntExact(size);
    }

    void read(float[] all, float[] values) {
      int width = values.length / rows;
      for (int r = 0; r < rows; r++)
        System.arraycopy(all, from + r * stride, values, r * width, width);
    }

    void write(float[] values, float[] all) {
      int width = values.length / rows;
      for (int r = 0; r < rows; r++)
        System.arraycopy(values, r * width, all, from + r * stride, width);
    }
  }

  /**
   * The vectors of symbols. ND4J's own look-up loses gradients where a symbol occurs twice, so what
   * is looked up goes into the graph as it is.
   */
  record Table(int from, int vocabulary, int units) {}

  /** A layer that is given the factors on its values. */
  record Dropout(String name, long[] shape) {}

  private final SameDiff graph = SameDiff.create();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Dropout> dropouts = new ArrayList<>();
  private final ModelSpec spec;
  private final int batch;
  private Optional<Table> table = Optional.empty();
  private int from;

  Nd4jGraph(ModelSpec spec) {
    this.spec = spec;
    batch = spec.batchSize();
    SDVariable last = chain(input(), spec.layers());
    SDVariable outputs = graph.identity(OUTPUTS, last.reshape(answers(), width()));
    loss(outputs);
  }

  SameDiff same() {
    return graph;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  List<Dropout> dropouts() {
    return dropouts;
  }

  /** Empty if the model takes numbers and not symbols. */
  Optional<Table> table() {
    return table;
  }

  long[] inputShape() {
    return shape(spec.layers().getFirst().input());
  }

  /** Whether the graph wants one over the symbols that an example has. */
  boolean averagesSymbols() {
    return spec.layers().getFirst() instanceof LayerSpec.EmbeddingBag;
  }

  int classes() {
    return width();
  }

  private Shape output() {
    return spec.layers().getLast().output();
  }

  /** Numbers of one answer. */
  private int width() {
    if (spec.loss() != Loss.SOFTMAX_CROSS_ENTROPY) return 1;
    return output() instanceof Shape.Sequence(int _, int width) ? width : output().size();
  }

  private int answers() {
    return batch * output().size() / width();
  }

  private long[] shape(Shape shape) {
    return switch (shape) {
      case Shape.Features(int size) -> new long[] {batch, size};
      case Shape.Image(int channels, int height, int width) ->
          new long[] {batch, channels, height, width};
      case Shape.Tokens(int length) -> new long[] {(long) batch * length};
      case Shape.Sequence(int length, int width) -> new long[] {(long) batch * length, width};
    };
  }

  private SDVariable input() {
    return switch (spec.layers().getFirst()) {
      case LayerSpec.Embedding(var in, int vocabulary, int units, boolean _) ->
          vectors(in.length(), vocabulary, units);
      case LayerSpec.EmbeddingBag(var in, int vocabulary, int units) ->
          vectors(in.length(), vocabulary, units);
      default -> graph.placeHolder(FEATURES, DataType.FLOAT, inputShape());
    };
  }

  private SDVariable vectors(int length, int vocabulary, int units) {
    table = Optional.of(new Table(from, vocabulary, units));
    from += vocabulary * units;
    return graph.var(VECTORS, Nd4j.zeros(DataType.FLOAT, (long) batch * length, units));
  }

  private SDVariable parameter(long... shape) {
    SDVariable made = parameter(from, 1, 0, shape);
    from += parameters.getLast().size();
    return made;
  }

  private SDVariable parameter(int first, int rows, int stride, long[] shape) {
    var parameter = new Parameter("parameters" + parameters.size(), first, rows, stride, shape);
    parameters.add(parameter);
    return graph.var(parameter.name(), Nd4j.zeros(DataType.FLOAT, shape));
  }

  private SDVariable chain(SDVariable x, List<LayerSpec> layers) {
    SDVariable value = x;
    for (LayerSpec layer : layers) value = layer(value, layer);
    return value;
  }

  private SDVariable layer(SDVariable x, LayerSpec layer) {
    return switch (layer) {
      case LayerSpec.Dense dense ->
          activation(affine(x, dense.inputs(), dense.units()), dense.activation());
      case LayerSpec.Activate(var _, Activation activation) -> activation(x, activation);
      case LayerSpec.Conv2d convolution ->
          activation(convolution(x, convolution), convolution.activation());
      case LayerSpec.Pool pool -> pool(x, pool);
      case LayerSpec.Flatten(var image) -> x.reshape(batch, image.size());
      case LayerSpec.Dropout dropout -> dropout(x, dropout);
      case LayerSpec.LayerNorm norm -> norm(x, norm);
      case LayerSpec.Embedding embedding -> embedding(x, embedding);
      case LayerSpec.EmbeddingBag bag -> bag(x, bag);
      case LayerSpec.Residual residual -> x.add(chain(x, residual.body()));
      case LayerSpec.Attention attention -> attention(x, attention);
    };
  }

  private SDVariable affine(SDVariable x, int inputs, int units) {
    SDVariable weights = parameter(inputs, units);
    return x.mmul(weights).add(parameter(1, units));
  }

  private SDVariable activation(SDVariable x, Activation activation) {
    return switch (activation) {
      case LINEAR -> x;
      case RELU -> graph.nn().relu(x, 0);
      case TANH -> graph.math().tanh(x);
      case SIGMOID -> graph.nn().sigmoid(x);
      // x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)), the tanh form
      case GELU ->
          x.mul(graph.nn().sigmoid(x.mul(x).mul(0.0713548162726).add(1.59576912160573).mul(x)));
    };
  }

  private SDVariable convolution(SDVariable x, LayerSpec.Conv2d layer) {
    Window window = layer.window();
    SDVariable weights =
        parameter(layer.filters(), layer.input().channels(), window.height(), window.width());
    var config =
        Conv2DConfig.builder()
            .kH(window.height())
            .kW(window.width())
            .sH(window.strideY())
            .sW(window.strideX())
            .pH(window.padY())
            .pW(window.padX())
            .dH(1)
            .dW(1)
            .paddingMode(PaddingMode.VALID)
            .dataFormat("NCHW")
            .weightsFormat(WeightsFormat.YXIO)
            .build();
    // The backward pass of ND4J knows its own order of weights only.
    SDVariable turned = weights.permute(2, 3, 1, 0);
    return graph.cnn().conv2d(x, turned, parameter(layer.filters()), config);
  }

  private SDVariable pool(SDVariable x, LayerSpec.Pool layer) {
    Window window = layer.window();
    var config =
        Pooling2DConfig.builder()
            .kH(window.height())
            .kW(window.width())
            .sH(window.strideY())
            .sW(window.strideX())
            .pH(0)
            .pW(0)
            .dH(1)
            .dW(1)
            .paddingMode(PaddingMode.VALID)
            .isNHWC(false)
            .build();
    return switch (layer.kind()) {
      case MAX -> graph.cnn().maxPooling2d(x, config);
      case AVERAGE -> graph.cnn().avgPooling2d(x, config);
    };
  }

  private SDVariable dropout(SDVariable x, LayerSpec.Dropout layer) {
    var dropout = new Dropout("dropout" + dropouts.size(), shape(layer.input()));
    dropouts.add(dropout);
    return x.mul(graph.placeHolder(dropout.name(), DataType.FLOAT, dropout.shape()));
  }

  private SDVariable norm(SDVariable x, LayerSpec.LayerNorm layer) {
    SDVariable centred = x.sub(x.mean(true, 1));
    SDVariable variance = centred.mul(centred).mean(true, 1);
    SDVariable normal = centred.div(graph.math().sqrt(variance.add(layer.epsilon())));
    SDVariable scales = parameter(1, layer.width());
    return normal.mul(scales).add(parameter(1, layer.width()));
  }

  private SDVariable embedding(SDVariable x, LayerSpec.Embedding layer) {
    if (!layer.positions()) return x;
    int length = layer.input().length();
    SDVariable positions = parameter(1, length, layer.units());
    return x.reshape(batch, length, layer.units())
        .add(positions)
        .reshape((long) batch * length, layer.units());
  }

  private SDVariable bag(SDVariable x, LayerSpec.EmbeddingBag layer) {
    return x.reshape(batch, layer.input().length(), layer.units())
        .sum(false, 1)
        .mul(graph.placeHolder(SHARES, DataType.FLOAT, batch, 1));
  }

  private SDVariable attention(SDVariable x, LayerSpec.Attention layer) {
    int width = layer.input().width();
    int length = layer.input().length();
    int size = width / layer.heads();
    SDVariable[] parts = new SDVariable[3];
    for (int i = 0; i < parts.length; i++)
      parts[i] =
          projection(x, width, i).reshape(batch, length, layer.heads(), size).permute(0, 2, 1, 3);
    from += 3 * width * (width + 1);
    SDVariable scores =
        graph
            .linalg()
            .mmul(parts[0], parts[1], false, true, false)
            .mul(1 / Math.sqrt(size))
            .add(graph.constant(hidden(length)));
    SDVariable mixed =
        graph
            .linalg()
            .mmul(graph.nn().softmax(scores, 3), parts[2], false, false, false)
            .permute(0, 2, 1, 3)
            .reshape((long) batch * length, width);
    return affine(mixed, width, width);
  }

  /** Queries, keys or values, whose weights lie side by side. */
  private SDVariable projection(SDVariable x, int width, int which) {
    long[] square = {width, width};
    SDVariable weights = parameter(from + which * width, width, 3 * width, square);
    int biases = from + 3 * width * width + which * width;
    return x.mmul(weights).add(parameter(biases, 1, 0, new long[] {1, width}));
  }

  /** For each position what is added to the scores of the others: nothing up to itself. */
  private static org.nd4j.linalg.api.ndarray.INDArray hidden(int length) {
    float[] values = new float[length * length];
    for (int i = 0; i < length; i++)
      for (int j = i + 1; j < length; j++) values[i * length + j] = (float) HIDDEN;
    return Nd4j.create(values, new long[] {1, 1, length, length}, 'c');
  }

  /** The mean over all answers; one whose class is negative has a row of zeros for a target. */
  private void loss(SDVariable x) {
    SDVariable t = graph.placeHolder(TARGETS, DataType.FLOAT, answers(), width());
    SDVariable losses =
        switch (spec.loss()) {
          case SOFTMAX_CROSS_ENTROPY -> graph.nn().logSoftmax(x).mul(t).neg();
          case MEAN_SQUARED_ERROR -> graph.math().square(x.sub(t));
          case BINARY_CROSS_ENTROPY ->
              graph
                  .nn()
                  .relu(x, 0)
                  .sub(x.mul(t))
                  .add(graph.nn().softplus(graph.math().abs(x).neg()));
        };
    losses.sum().div(LOSS, answers());
    graph.setLossVariables(LOSS);
  }
}
