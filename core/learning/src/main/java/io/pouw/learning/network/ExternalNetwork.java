package io.pouw.learning.network;

import java.util.List;

/**
 * Forward and backward of a model on a batch by someone else's arithmetic, such as a library's.
 * Layouts of parameters, features, targets and outputs are those of {@link Workspace}; no bits are
 * promised. Used by one thread at a time.
 */
public interface ExternalNetwork {
  /** Sets the outputs of a batch, as in an evaluation: nothing is dropped out. */
  void forward(float[] parameters, float[] features, float[] outputs);

  /**
   * Sets the gradient of the batch's mean loss.
   *
   * @param dropout for each dropout layer in order (inner ones where they stand) the factors on its
   *     values, example by example: 0 for what is dropped
   * @return the sum of the losses
   */
  double differentiate(
      float[] parameters,
      float[] features,
      float[] targets,
      List<float[]> dropout,
      float[] gradients);
}
