package io.pouw.learning.exchange;

import io.pouw.learning.spec.Activation;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.learning.spec.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A network with its parameters as an ONNX model (opset 17). Input {@code input}: float32 of N x
 * features or N x channels x height x width, scaled as the training data was, or int64 tokens of N
 * x length. Output {@code scores}: what the last layer gives, without softmax. Other programs
 * compute in another order: their outputs are near ours, not the same bits.
 */
public final class OnnxExport {
  private final OnnxGraph graph = new OnnxGraph();
  private final Iterator<NamedTensor> tensors;
  private final float[] values;

  private OnnxExport(List<NamedTensor> tensors, float[] values) {
    this.tensors = tensors.iterator();
    this.values = values;
  }

  /**
   * Writes the model; always the same bytes for the same arguments.
   *
   * @param state parameters as float32, little-endian; what follows them is left out
   * @param provenance where the model comes from, for {@code metadata_props}
   * @throws IllegalArgumentException if the state is too short
   */
  public static byte[] write(
      List<LayerSpec> layers, byte[] state, SequencedMap<String, String> provenance) {
    List<NamedTensor> tensors = NamedTensor.of(layers);
    var export = new OnnxExport(tensors, NumpyWeights.floats(tensors, state));
    Shape input = layers.getFirst().input();
    export.graph.input(
        "input",
        input instanceof Shape.Tokens ? OnnxGraph.INT64 : OnnxGraph.FLOAT,
        dimensions(input));
    export.graph.result("scores", export.chain(layers, "input"));
    export.graph.output("scores", dimensions(layers.getLast().output()));
    return export.graph.toModel("pouw", provenance);
  }

  private static List<Integer> dimensions(Shape shape) {
    return switch (shape) {
      case Shape.Features(int size) -> List.of(size);
      case Shape.Image(int channels, int height, int width) -> List.of(channels, height, width);
      case Shape.Tokens(int length) -> List.of(length);
      case Shape.Sequence(int length, int width) -> List.of(length, width);
    };
  }

  private String chain(List<LayerSpec> layers, String input) {
    String value = input;
    for (LayerSpec layer : layers) value = layer(layer, value);
    return value;
  }

  private String layer(LayerSpec layer, String in) {
    return switch (layer) {
      case LayerSpec.Dense dense -> activation(dense.activation(), affine(in));
      case LayerSpec.Activate(var _, Activation activation) -> activation(activation, in);
      case LayerSpec.Conv2d convolution ->
          activation(convolution.activation(), convolution(convolution, in));
      case LayerSpec.Pool(var _, var kind, var window) ->
          graph.node(
              kind == LayerSpec.Pool.Kind.MAX ? "MaxPool" : "AveragePool",
              List.of(in),
              moving(window));
      case LayerSpec.Flatten _ -> graph.node("Flatten", in);
      // Says nothing outside training.
      case LayerSpec.Dropout _ -> in;
      case LayerSpec.LayerNorm norm -> norm(norm, in);
      case LayerSpec.Embedding embedding -> embedding(embedding, in);
      case LayerSpec.EmbeddingBag bag -> bag(bag, in);
      case LayerSpec.Residual residual -> graph.node("Add", in, chain(residual.body(), in));
      case LayerSpec.Attention attention -> attention(attention, in);
    };
  }

  private String activation(Activation activation, String in) {
    return switch (activation) {
      case LINEAR -> in;
      case RELU -> graph.node("Relu", in);
      case GELU -> gelu(in);
      case TANH -> graph.node("Tanh", in);
      case SIGMOID -> graph.node("Sigmoid", in);
    };
  }

  /** x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))): operator set 17 has no Gelu. */
  private String gelu(String x) {
    String square = graph.node("Mul", x, x);
    String cube = graph.node("Mul", graph.node("Mul", square, x), number(0.044715f));
    String inner = graph.node("Mul", graph.node("Add", x, cube), number(0.7978846f));
    String sum = graph.node("Add", graph.node("Tanh", inner), number(1f));
    return graph.node("Mul", graph.node("Mul", x, number(0.5f)), sum);
  }

  private String number(float value) {
    return graph.constant(List.of(), value);
  }

  private String affine(String in) {
    return graph.node("Add", graph.node("MatMul", in, next()), next());
  }

  private String convolution(LayerSpec.Conv2d layer, String in) {
    return graph.node("Conv", List.of(in, next(), next()), moving(layer.window()));
  }

  private static Map<String, Object> moving(Window window) {
    return Map.of(
        "kernel_shape", new int[] {window.height(), window.width()},
        "strides", new int[] {window.strideY(), window.strideX()},
        "pads", new int[] {window.padY(), window.padX(), window.padY(), window.padX()});
  }

  private String norm(LayerSpec.LayerNorm layer, String in) {
    return graph.node(
        "LayerNormalization",
        List.of(in, next(), next()),
        Map.of("axis", -1, "epsilon", layer.epsilon()));
  }

  private String embedding(LayerSpec.Embedding layer, String in) {
    String known = known(in, layer.vocabulary());
    String vectors = gather(in, known, layer.vocabulary(), layer.units());
    return layer.positions() ? graph.node("Add", vectors, next()) : vectors;
  }

  /** The sum of the vectors over their number, which counts as 1 if there is none. */
  private String bag(LayerSpec.EmbeddingBag layer, String in) {
    String known = known(in, layer.vocabulary());
    String vectors = gather(in, known, layer.vocabulary(), layer.units());
    String axis = graph.whole(false, 1);
    String sum = graph.node("ReduceSum", List.of(vectors, axis), Map.of("keepdims", 0));
    String ones = graph.node("Cast", List.of(known), Map.of("to", OnnxGraph.FLOAT));
    String count = graph.node("ReduceSum", List.of(ones, axis), Map.of("keepdims", 1));
    return graph.node("Div", sum, graph.node("Max", count, number(1f)));
  }

  /** Whether each token is in the vocabulary. */
  private String known(String tokens, int vocabulary) {
    String below = graph.node("Less", tokens, graph.whole(true, vocabulary));
    String notAbsent = graph.node("GreaterOrEqual", tokens, graph.whole(true, 0));
    return graph.node("And", below, notAbsent);
  }

  /** The vector of each token; of one outside the vocabulary a row of zeros added to it. */
  private String gather(String tokens, String known, int vocabulary, int units) {
    NamedTensor tensor = tensors.next();
    float[] table = Arrays.copyOf(part(tensor), (vocabulary + 1) * units);
    String name = graph.tensor(tensor.name(), List.of(vocabulary + 1, units), table);
    String places = graph.node("Where", known, tokens, graph.whole(true, vocabulary));
    return graph.node("Gather", List.of(name, places), Map.of("axis", 0));
  }

  private String attention(LayerSpec.Attention layer, String in) {
    int length = layer.input().length();
    int size = layer.input().width() / layer.heads();
    List<String> heads = new ArrayList<>();
    String shape = graph.whole(false, 0, length, layer.heads(), size);
    for (String part : graph.nodes("Split", List.of(affine(in)), 3, Map.of("axis", 2)))
      heads.add(turned(graph.node("Reshape", part, shape), 0, 2, 1, 3));
    String keys = turned(heads.get(1), 0, 1, 3, 2);
    String scale = number(1f / (float) Math.sqrt(size));
    String scores = graph.node("Mul", graph.node("MatMul", heads.get(0), keys), scale);
    String seen = graph.node("Add", scores, graph.constant(List.of(length, length), mask(length)));
    String weights = graph.node("Softmax", List.of(seen), Map.of("axis", -1));
    String mixed = turned(graph.node("MatMul", weights, heads.get(2)), 0, 2, 1, 3);
    String joined = graph.whole(false, 0, length, layer.input().width());
    return affine(graph.node("Reshape", mixed, joined));
  }

  private String turned(String in, int... order) {
    return graph.node("Transpose", List.of(in), Map.of("perm", order));
  }

  /** Zero for the positions that each may see, far below any score for the others. */
  private static float[] mask(int length) {
    float[] mask = new float[length * length];
    for (int i = 0; i < length; i++)
      Arrays.fill(mask, i * length + i + 1, (i + 1) * length, -1e30f);
    return mask;
  }

  private String next() {
    NamedTensor tensor = tensors.next();
    return graph.tensor(tensor.name(), tensor.shape(), part(tensor));
  }

  private float[] part(NamedTensor tensor) {
    return Arrays.copyOfRange(values, tensor.from(), tensor.from() + tensor.size());
  }
}
