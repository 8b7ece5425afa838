package io.pouw.learning;

import io.pouw.learning.data.Dataset;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;

/**
 * The server's own unit of every round, on data that the task's owner trusts (X. Cao et al.,
 * "FLTrust", NDSS 2021): trained as the workers' units are, from a seed of its own, so that whoever
 * combines a round gets the same. Thread-safe.
 */
public final class TrustedRoot {
  private final Training training;

  public TrustedRoot(Model model, Dataset data, Hash effectiveSeed) {
    byte[] name = "root".getBytes(StandardCharsets.US_ASCII);
    training = new Training(model, data, Hash.of(Domain.SEED, effectiveSeed.toBytes(), name));
  }

  /**
   * The trusted update; zeros where training leaves the finite numbers.
   *
   * @param state the state before the round
   * @throws IllegalArgumentException if the state does not fit
   */
  public float[] update(byte[] state, int round) {
    return training.trusted(state, round);
  }
}
