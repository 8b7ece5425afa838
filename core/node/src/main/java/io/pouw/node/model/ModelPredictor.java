package io.pouw.node.model;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.TaskType;
import java.util.Optional;
import java.util.function.Function;

/** Applies a model file to an image or a table. */
public final class ModelPredictor {
  private ModelPredictor() {}

  /**
   * What the model says of an image of one sign, dark on light or light on dark, of any size.
   *
   * @param types finds a task type by name
   * @param image a PNG, or another format that the platform reads
   * @throws BadInputException if this is no image, or the model takes none, or its type is unknown
   */
  public static Prediction predict(
      ModelFile file, Function<String, Optional<TaskType>> types, byte[] image) {
    TaskType type = type(file, types);
    byte[] spec = file.taskState().body().spec();
    try {
      float[] input = ImageInput.of(ImageFile.read(image), type.inputShape(spec));
      return type.predict(spec, file.model(), input);
    } catch (BadInputException e) {
      throw e;
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new BadInputException("the model cannot be applied: " + e.getMessage(), e);
    }
  }

  /**
   * What the model says of each row of a table.
   *
   * @param rows CSV with a header
   * @return CSV with a header
   * @throws BadInputException if the model takes no tables, or not this one, or its type is unknown
   */
  public static String predictTable(
      ModelFile file, Function<String, Optional<TaskType>> types, byte[] rows) {
    TaskType type = type(file, types);
    try {
      return type.predictTable(file.taskState().body().spec(), file.model(), rows)
          .orElseThrow(
              () -> new BadInputException("a model of type '" + type.name() + "' takes no tables"));
    } catch (BadInputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadInputException("the model cannot be applied: " + e.getMessage(), e);
    }
  }

  /** How the model came about, as the library that made it tells; empty if it tells nothing. */
  public static Optional<String> provenance(
      ModelFile file, Function<String, Optional<TaskType>> types) {
    return type(file, types).provenance(file.taskState().body().spec(), file.model());
  }

  private static TaskType type(ModelFile file, Function<String, Optional<TaskType>> types) {
    String name = file.taskState().body().taskType();
    return types
        .apply(name)
        .orElseThrow(() ->
            new BadInputException(
                "the model is of type '" + name + "', and no plugin here knows that type"));
  }
}
