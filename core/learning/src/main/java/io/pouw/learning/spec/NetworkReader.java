package io.pouw.learning.spec;

import java.util.List;
import java.util.Optional;

/** Reads the data set's description and the layers, and checks that their shapes meet. */
final class NetworkReader {
  private final JsonFields fields;

  /** The last layer, if all layers could be read. */
  private Optional<JsonFields> end = Optional.empty();

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
    if (layers.size() == objects.size()) end = Optional.of(objects.getLast());
    return layers;
  }

  /** Checks that the last of the layers that were read answers as data and loss want it. */
  void checkEnd(Optional<DatasetSpec> dataset, List<LayerSpec> layers, Loss loss) {
    end.ifPresent(in -> dataset.ifPresent(data -> checkEnd(in, layers.getLast(), data, loss)));
  }

  private static void checkEnd(JsonFields in, LayerSpec last, DatasetSpec data, Loss loss) {
    if (!(last instanceof LayerSpec.Dense dense)) {
      in.problem("type", "is the last layer, which has to be dense with a unit for each class");
      return;
    }
    switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> checkUnits(in, dense.units(), data.classes(), "classes");
      case MEAN_SQUARED_ERROR -> checkUnits(in, last.output().size(), data.targets(), "targets");
      case BINARY_CROSS_ENTROPY -> {
        checkUnits(in, last.output().size(), data.targets(), "targets");
        if (data.classes() > 2)
          in.problem(
              "units", "answer yes or no, but the data has %d classes".formatted(data.classes()));
      }
    }
    if (dense.activation() != Activation.LINEAR)
      in.problem("activation", "the last layer has none: the loss applies " + applied(loss));
  }

  private static void checkUnits(JsonFields in, int units, int expected, String what) {
    if (units != expected)
      in.problem(
          "units",
          "is %d in the last layer, but the data has %d %s".formatted(units, expected, what));
  }

  private static String applied(Loss loss) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> "softmax";
      case MEAN_SQUARED_ERROR -> "to plain numbers";
      case BINARY_CROSS_ENTROPY -> "the sigmoid";
    };
  }
}
