package io.pouw.learning.spec;

/** How long a training lasts. */
public sealed interface Extent {
  /** A number of rounds. */
  record Rounds(int count) implements Extent {}

  /** Passes over the training data; how many rounds that makes depends on its size. */
  record Epochs(int count) implements Extent {}
}
