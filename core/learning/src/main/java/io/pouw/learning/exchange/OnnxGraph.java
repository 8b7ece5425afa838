package io.pouw.learning.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model under construction (onnx.proto3, IR version 8, operator set 17). Values have the
 * names v0, v1, ... in the order of the nodes that give them.
 */
final class OnnxGraph {
  static final int FLOAT = 1;
  static final int INT64 = 7;

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;
  private static final int ATTRIBUTE_FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;

  private final ProtobufWriter graph = new ProtobufWriter();
  private int values;
  private int constants;

  /** Adds a node with one output and gives its name. */
  String node(String type, List<String> inputs, Map<String, Object> attributes) {
    return nodes(type, inputs, 1, attributes).getFirst();
  }

  String node(String type, String... inputs) {
    return node(type, List.of(inputs), Map.of());
  }

  /** Adds a node and gives the names of its outputs. */
  List<String> nodes(
      String type, List<String> inputs, int outputs, Map<String, Object> attributes) {
    var node = new ProtobufWriter();
    for (String input : inputs) node.text(1, input);
    List<String> names =
        java.util.stream.IntStream.range(0, outputs).mapToObj(_ -> "v" + values++).toList();
    for (String name : names) node.text(2, name);
    node.text(4, type);
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> node.message(5, attribute(entry.getKey(), entry.getValue())));
    graph.message(1, node);
    return names;
  }

  /** Gives a value another name. */
  void result(String name, String value) {
    graph.message(1, new ProtobufWriter().text(1, value).text(2, name).text(4, "Identity"));
  }

  private static ProtobufWriter attribute(String name, Object value) {
    var attribute = new ProtobufWriter().text(1, name);
    return switch (value) {
      case Float decimal -> attribute.decimal(2, decimal).number(20, ATTRIBUTE_FLOAT);
      case Integer number -> attribute.number(3, number).number(20, ATTRIBUTE_INT);
      case int[] numbers -> {
        for (int number : numbers) attribute.number(8, number);
        yield attribute.number(20, ATTRIBUTE_INTS);
      }
      default -> throw new IllegalArgumentException("no attribute can be " + value);
    };
  }

  /** A tensor of floats under a name of its own. */
  String tensor(String name, List<Integer> shape, float[] data) {
    ByteBuffer raw =
        ByteBuffer.wrap(new byte[data.length * Float.BYTES]).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(data);
    return initializer(name, FLOAT, shape, raw);
  }

  /** A constant vector of whole numbers, or a single one if {@code scalar}. */
  String whole(boolean scalar, long... data) {
    ByteBuffer raw =
        ByteBuffer.wrap(new byte[data.length * Long.BYTES]).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(data);
    return initializer("c" + constants++, INT64, scalar ? List.of() : List.of(data.length), raw);
  }

  String constant(List<Integer> shape, float... data) {
    return tensor("c" + constants++, shape, data);
  }

  private String initializer(String name, int type, List<Integer> shape, ByteBuffer raw) {
    var tensor = new ProtobufWriter();
    for (int dimension : shape) tensor.number(1, dimension);
    byte[] bytes = new byte[raw.capacity()];
    raw.get(0, bytes);
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, bytes));
    return name;
  }

  /** Declares the model's input. Its first dimension, the examples, is free. */
  void input(String name, int type, List<Integer> shape) {
    graph.message(11, valueInfo(name, type, shape));
  }

  /** Declares the model's output. */
  void output(String name, List<Integer> shape) {
    graph.message(12, valueInfo(name, FLOAT, shape));
  }

  private static ProtobufWriter valueInfo(String name, int type, List<Integer> shape) {
    var dimensions = new ProtobufWriter().message(1, new ProtobufWriter().text(2, "N"));
    for (int dimension : shape) dimensions.message(1, new ProtobufWriter().number(1, dimension));
    var tensor = new ProtobufWriter().number(1, type).message(2, dimensions);
    return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }

  /**
   * The whole model.
   *
   * @param metadata what stands in {@code metadata_props}, in this order
   */
  byte[] toModel(String name, Map<String, String> metadata) {
    graph.text(2, name);
    var model = new ProtobufWriter().number(1, IR_VERSION).text(2, "pouw").message(7, graph);
    model.message(8, new ProtobufWriter().text(1, "").number(2, OPERATOR_SET));
    metadata.forEach(
        (key, value) -> model.message(14, new ProtobufWriter().text(1, key).text(2, value)));
    return model.toBytes();
  }
}
