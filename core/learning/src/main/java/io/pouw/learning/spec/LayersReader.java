package io.pouw.learning.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a list of layers and checks that each fits what the one before it gives. A layer whose
 * input is not known, because one before it is wrong, is checked in itself only.
 */
final class LayersReader {
  static final int MAX_LAYERS = 64;
  private static final int MAX_UNITS = 65_536;
  private static final int MAX_INPUTS = 1_000_000;
  private static final int MAX_VOCABULARY = 1 << 20;
  private static final int MAX_HEADS = 64;

  /** Residual blocks within residual blocks. */
  private static final int MAX_DEPTH = 4;

  private static final List<String> TYPES =
      List.of(
          "dense",
          "activation",
          "conv2d",
          "max_pool",
          "average_pool",
          "flatten",
          "dropout",
          "layer_norm",
          "embedding",
          "embedding_bag",
          "residual",
          "attention");

  private final int depth;

  LayersReader() {
    this(0);
  }

  private LayersReader(int depth) {
    this.depth = depth;
  }

  /** The layers that could be read; complete if nothing was reported. */
  List<LayerSpec> read(List<JsonFields> objects, Optional<Shape> input) {
    List<LayerSpec> layers = new ArrayList<>();
    Optional<Shape> shape = input;
    for (JsonFields in : objects) {
      Optional<LayerSpec> layer = layer(in, shape);
      layer.ifPresent(layers::add);
      shape = layer.map(LayerSpec::output);
    }
    return layers;
  }

  /** The shape in which data meets a first layer of this type. */
  static Optional<Shape> entry(JsonFields first, DatasetSpec data) {
    return switch (first.peek("type")) {
      case "conv2d", "max_pool", "average_pool", "flatten" -> image(first, data);
      case "embedding", "embedding_bag" -> Optional.of(new Shape.Tokens(data.features()));
      default -> Optional.of(new Shape.Features(data.features()));
    };
  }

  private static Optional<Shape> image(JsonFields first, DatasetSpec data) {
    List<Integer> shape = data.shape();
    return switch (shape.size()) {
      case 2 -> Optional.of(new Shape.Image(1, shape.get(0), shape.get(1)));
      case 3 -> Optional.of(new Shape.Image(shape.get(0), shape.get(1), shape.get(2)));
      default -> {
        first.problem(
            "type",
            "takes images, but the data has the shape "
                + shape
                + ", expected [height, width] or [channels, height, width]");
        yield Optional.empty();
      }
    };
  }

  private Optional<LayerSpec> layer(JsonFields in, Optional<Shape> input) {
    var type = in.text("type", 64);
    if (type.isEmpty()) return Optional.empty();
    Optional<LayerSpec> layer =
        switch (type.get()) {
          case "dense" -> dense(in, input);
          case "activation" -> activation(in, input);
          case "conv2d" -> convolution(in, input);
          case "max_pool" -> pool(in, input, LayerSpec.Pool.Kind.MAX);
          case "average_pool" -> pool(in, input, LayerSpec.Pool.Kind.AVERAGE);
          case "flatten" ->
              require(in, input, Shape.Image.class, "an image").map(LayerSpec.Flatten::new);
          case "dropout" -> dropout(in, input);
          case "layer_norm" -> layerNorm(in, input);
          case "embedding" -> embedding(in, input);
          case "embedding_bag" -> embeddingBag(in, input);
          case "residual" -> residual(in, input);
          case "attention" -> attention(in, input);
          default -> {
            in.unknown("type", type.get(), TYPES);
            yield null;
          }
        };
    if (layer == null) return Optional.empty();
    in.close();
    return layer;
  }

  private static Optional<LayerSpec> dense(JsonFields in, Optional<Shape> input) {
    var units = in.integer("units", 1, MAX_UNITS);
    var inputs = in.has("inputs") ? in.integer("inputs", 1, MAX_INPUTS) : Optional.<Integer>empty();
    var activation = activation(in);
    return vectors(in, input)
        .flatMap(shape ->
            units.flatMap(n ->
                activation.map(a -> {
                  var dense = new LayerSpec.Dense(shape, n, a);
                  inputs
                      .filter(declared -> declared != dense.inputs())
                      .ifPresent(declared ->
                          in.problem(
                              "inputs",
                              "is %d, but %d values come in".formatted(declared, dense.inputs())));
                  return dense;
                })));
  }

  private static Optional<Activation> activation(JsonFields in) {
    return in.has("activation")
        ? in.choice("activation", Activation.class)
        : Optional.of(Activation.LINEAR);
  }

  private static Optional<LayerSpec> activation(JsonFields in, Optional<Shape> input) {
    var activation = in.choice("activation", Activation.class);
    return notTokens(in, input)
        .flatMap(shape -> activation.map(a -> new LayerSpec.Activate(shape, a)));
  }

  private static Optional<LayerSpec> convolution(JsonFields in, Optional<Shape> input) {
    var filters = in.integer("filters", 1, MAX_UNITS);
    var window = WindowReader.ofConvolution(in);
    var activation = activation(in);
    return require(in, input, Shape.Image.class, "an image")
        .flatMap(image ->
            filters.flatMap(f ->
                window
                    .filter(w -> fits(in, "kernel", w, image))
                    .flatMap(w -> activation.map(a -> new LayerSpec.Conv2d(image, f, w, a)))));
  }

  private static Optional<LayerSpec> pool(
      JsonFields in, Optional<Shape> input, LayerSpec.Pool.Kind kind) {
    var window = WindowReader.ofPool(in);
    return require(in, input, Shape.Image.class, "an image")
        .flatMap(image ->
            window
                .filter(w -> fits(in, "size", w, image))
                .map(w -> new LayerSpec.Pool(image, kind, w)));
  }

  private static boolean fits(JsonFields in, String name, Window window, Shape.Image image) {
    boolean fits = window.outHeight(image.height()) > 0 && window.outWidth(image.width()) > 0;
    if (!fits)
      in.problem(
          name,
          "is %d x %d, greater than %s with its padding"
              .formatted(window.height(), window.width(), image));
    return fits;
  }

  private static Optional<LayerSpec> dropout(JsonFields in, Optional<Shape> input) {
    var rate = in.decimal("rate", 0, 0.99).map(Double::floatValue);
    return notTokens(in, input).flatMap(shape -> rate.map(r -> new LayerSpec.Dropout(shape, r)));
  }

  private static Optional<LayerSpec> layerNorm(JsonFields in, Optional<Shape> input) {
    var epsilon = in.decimal("epsilon", 1e-12, 1, 1e-5).map(Double::floatValue);
    return vectors(in, input).flatMap(shape -> epsilon.map(e -> new LayerSpec.LayerNorm(shape, e)));
  }

  private static Optional<LayerSpec> embedding(JsonFields in, Optional<Shape> input) {
    var vocabulary = in.integer("vocabulary", 1, MAX_VOCABULARY);
    var units = in.integer("units", 1, MAX_UNITS);
    var positions = in.flag("positions", false);
    return require(in, input, Shape.Tokens.class, "tokens")
        .flatMap(tokens ->
            vocabulary.flatMap(v ->
                units.flatMap(u -> positions.map(p -> new LayerSpec.Embedding(tokens, v, u, p)))));
  }

  private static Optional<LayerSpec> embeddingBag(JsonFields in, Optional<Shape> input) {
    var vocabulary = in.integer("vocabulary", 1, MAX_VOCABULARY);
    var units = in.integer("units", 1, MAX_UNITS);
    return require(in, input, Shape.Tokens.class, "tokens")
        .flatMap(tokens ->
            vocabulary.flatMap(v -> units.map(u -> new LayerSpec.EmbeddingBag(tokens, v, u))));
  }

  private Optional<LayerSpec> residual(JsonFields in, Optional<Shape> input) {
    if (depth == MAX_DEPTH) {
      in.problem("type", "lies in " + depth + " residual blocks, at most " + depth + " can be");
      in.has("layers");
      return Optional.empty();
    }
    List<LayerSpec> body =
        new LayersReader(depth + 1).read(in.objects("layers", 1, MAX_LAYERS), input);
    return notTokens(in, input)
        .filter(shape -> !body.isEmpty())
        .flatMap(shape -> {
          Shape out = body.getLast().output();
          if (out.equals(shape)) return Optional.of(new LayerSpec.Residual(shape, body));
          in.problem("layers", "make %s of %s, expected the same shape".formatted(out, shape));
          return Optional.empty();
        });
  }

  private static Optional<LayerSpec> attention(JsonFields in, Optional<Shape> input) {
    var heads = in.integer("heads", 1, MAX_HEADS);
    return require(in, input, Shape.Sequence.class, "a sequence")
        .flatMap(sequence ->
            heads
                .filter(h -> {
                  boolean divides = sequence.width() % h == 0;
                  if (!divides)
                    in.problem("heads", "is %d, which does not divide %s".formatted(h, sequence));
                  return divides;
                })
                .map(h -> new LayerSpec.Attention(sequence, h)));
  }

  private static Optional<Shape> notTokens(JsonFields in, Optional<Shape> input) {
    return input.filter(shape -> {
      boolean good = !(shape instanceof Shape.Tokens);
      if (!good) in.problem("type", "takes numbers, but " + shape + " come in: embed them first");
      return good;
    });
  }

  /** Plain values or a sequence of vectors. */
  private static Optional<Shape> vectors(JsonFields in, Optional<Shape> input) {
    return notTokens(in, input)
        .filter(shape -> {
          boolean good = !(shape instanceof Shape.Image);
          if (!good) in.problem("type", "takes vectors, but " + shape + " comes in: flatten it");
          return good;
        });
  }

  private static <S extends Shape> Optional<S> require(
      JsonFields in, Optional<Shape> input, Class<S> type, String expected) {
    if (input.isPresent() && !type.isInstance(input.get()))
      in.problem("type", "takes " + expected + ", but gets " + input.get());
    return input.filter(type::isInstance).map(type::cast);
  }
}
