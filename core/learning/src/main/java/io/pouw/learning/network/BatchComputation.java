package io.pouw.learning.network;

import io.pouw.primitives.Hash;

/** What computes the batches of a workspace, from its parameters into its gradients. */
sealed interface BatchComputation permits BatchPass, ExternalBatch {
  Signal features();

  Signal outputs();

  float[] targets();

  LossFunction loss();

  void begin(Hash unitSeed);

  /** Computes the gradient of the batch's mean loss; returns the sum of the losses. */
  double differentiate();

  /** Computes the outputs of the batch. */
  void forward();
}
