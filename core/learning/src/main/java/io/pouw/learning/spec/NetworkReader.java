package io.pouw.learning.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the data set's description and the layers, and checks that their shapes meet. */
final class NetworkReader {
  private static final int MAX_LAYERS = 64;
  private static final int MAX_UNITS = 65_536;
  private static final int MAX_FEATURES = 1_000_000;

  private final JsonFields fields;

  NetworkReader(JsonFields fields) {
    this.fields = fields;
  }

  Optional<DatasetSpec> dataset() {
    return DatasetReader.read(fields);
  }

  /** The layers; without a readable data set their shapes are checked among themselves only. */
  List<LayerSpec> layers(Optional<DatasetSpec> dataset) {
    List<LayerSpec> layers = new ArrayList<>();
    int width = dataset.map(DatasetSpec::features).orElse(0);
    List<JsonFields> objects = fields.objects("layers", 1, MAX_LAYERS);
    for (JsonFields in : objects) {
      Optional<LayerSpec> layer = layer(in, width);
      layer.ifPresent(layers::add);
      width = layer.map(LayerSpec::outputs).orElse(0);
    }
    if (layers.size() == objects.size() && !layers.isEmpty())
      dataset.ifPresent(data -> checkEnd(objects.getLast(), layers.getLast(), data.classes()));
    return layers;
  }

  /**
   * @param width outputs of the layer before; 0 if unknown
   */
  private static Optional<LayerSpec> layer(JsonFields in, int width) {
    var type = in.text("type", 64);
    if (type.isEmpty()) return Optional.empty();
    if (!type.get().equals("dense")) {
      in.unknown("type", type.get(), List.of("dense"));
      return Optional.empty();
    }
    var units = in.integer("units", 1, MAX_UNITS);
    var inputs = in.integer("inputs", 1, MAX_FEATURES, Math.max(width, 1));
    var activation =
        in.has("activation")
            ? in.choice("activation", Activation.class)
            : Optional.of(Activation.LINEAR);
    in.close();
    if (width > 0)
      inputs
          .filter(declared -> declared != width)
          .ifPresent(declared ->
              in.problem("inputs", "is %d, but %d values come in".formatted(declared, width)));
    return units.flatMap(
        u -> inputs.flatMap(i -> activation.map(a -> new LayerSpec.Dense(i, u, a))));
  }

  private static void checkEnd(JsonFields in, LayerSpec last, int classes) {
    if (last.outputs() != classes)
      in.problem(
          "units",
          "is %d in the last layer, but the data has %d classes"
              .formatted(last.outputs(), classes));
    boolean linear =
        switch (last) {
          case LayerSpec.Dense dense -> dense.activation() == Activation.LINEAR;
        };
    if (!linear) in.problem("activation", "the last layer has none: the loss applies softmax");
  }
}
