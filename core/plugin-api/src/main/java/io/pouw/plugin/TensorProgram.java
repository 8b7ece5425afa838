package io.pouw.plugin;

import java.util.List;

/**
 * A model on a {@link TensorBackend}, for one batch size; used by one thread at a time.
 *
 * <p>All arrays are row-major float32. Parameters lie layer by layer as in the task's state;
 * features example by example; targets example by example, class numbers where the model tells
 * classes apart (a negative one counts for nothing); outputs as the last layer gives them, example
 * by example.
 */
public interface TensorProgram {
  /** Sets the outputs of a batch, as in an evaluation. */
  void forward(float[] parameters, float[] features, float[] outputs);

  /**
   * Sets the gradient of the batch's mean loss, laid out as the parameters.
   *
   * @param dropout for each dropout layer in order the factors on its values, example by example
   * @return the sum of the losses
   */
  double differentiate(
      float[] parameters,
      float[] features,
      float[] targets,
      List<float[]> dropout,
      float[] gradients);
}
