package io.pouw.learning.spec;

import java.util.List;
import java.util.Optional;

/** Reads the data set's description and the layers, and checks that their shapes meet. */
final class NetworkReader {
  private static final int MAX_FEATURES = 1_000_000;
  private static final int MAX_DIMENSIONS = 4;

  /** A label is one byte. */
  private static final int MAX_CLASSES = 256;

  private final JsonFields fields;

  NetworkReader(JsonFields fields) {
    this.fields = fields;
  }

  Optional<DatasetSpec> dataset() {
    return fields.object("dataset").flatMap(this::dataset);
  }

  private Optional<DatasetSpec> dataset(JsonFields in) {
    var format = in.choice("format", DatasetSpec.Format.class);
    var classes = in.integer("classes", 2, MAX_CLASSES);
    var features = in.integer("features", 1, MAX_FEATURES);
    var scale = in.decimal("scale", 1e-6, 1e6).map(Double::floatValue);
    var shape = shape(in, features.orElse(0));
    in.close();
    return format.flatMap(f ->
        classes.flatMap(
            c -> features.flatMap(n -> scale.map(s -> new DatasetSpec(f, c, n, shape, s)))));
  }

  private static List<Integer> shape(JsonFields in, int features) {
    if (!in.has("shape")) return List.of(features);
    List<Integer> shape = in.integers("shape", 1, MAX_DIMENSIONS, 1, MAX_FEATURES);
    if (shape.isEmpty() || features == 0) return shape;
    double product = 1;
    for (int dimension : shape) product *= dimension;
    if (product != features)
      in.problem("shape", "has %.0f values, features has %d".formatted(product, features));
    return shape;
  }

  /** The layers; without a readable data set their shapes are checked among themselves only. */
  List<LayerSpec> layers(Optional<DatasetSpec> dataset) {
    List<JsonFields> objects = fields.objects("layers", 1, LayersReader.MAX_LAYERS);
    if (objects.isEmpty()) return List.of();
    var entry = dataset.flatMap(data -> LayersReader.entry(objects.getFirst(), data));
    List<LayerSpec> layers = new LayersReader().read(objects, entry);
    if (layers.size() == objects.size())
      dataset.ifPresent(data -> checkEnd(objects.getLast(), layers.getLast(), data.classes()));
    return layers;
  }

  private static void checkEnd(JsonFields in, LayerSpec last, int classes) {
    if (!(last instanceof LayerSpec.Dense dense)) {
      in.problem("type", "is the last layer, which has to be dense with a unit for each class");
      return;
    }
    if (dense.units() != classes)
      in.problem(
          "units",
          "is %d in the last layer, but the data has %d classes".formatted(dense.units(), classes));
    if (dense.activation() != Activation.LINEAR)
      in.problem("activation", "the last layer has none: the loss applies softmax");
  }
}
