package io.pouw.learning.spec;

import java.util.List;
import java.util.Optional;

/** Reads the data set's description and the layers, and checks that their shapes meet. */
final class NetworkReader {
  private final JsonFields fields;

  NetworkReader(JsonFields fields) {
    this.fields = fields;
  }

  Optional<DatasetSpec> dataset() {
    return DatasetReader.read(fields);
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
