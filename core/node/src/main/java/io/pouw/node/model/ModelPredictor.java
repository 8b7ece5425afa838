package io.pouw.node.model;

import io.pouw.ledger.TaskState;
import io.pouw.plugin.Prediction;
import io.pouw.plugin.TaskType;
import java.util.Optional;
import java.util.function.Function;

/** Applies a model file to an image. */
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
    TaskState task = file.taskState();
    String name = task.body().taskType();
    TaskType type =
        types
            .apply(name)
            .orElseThrow(() ->
                new BadInputException(
                    "the model is of type '" + name + "', and no plugin here knows that type"));
    byte[] spec = task.body().spec();
    try {
      float[] input = ImageInput.of(ImageFile.read(image), type.inputShape(spec));
      return type.predict(spec, file.model(), input);
    } catch (BadInputException e) {
      throw e;
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new BadInputException("the model cannot be applied: " + e.getMessage(), e);
    }
  }
}
