package io.pouw.learning.privacy;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;

/**
 * The secret from which a unit's noise is drawn. Whoever knows it can take the noise away again, so
 * it is shown to none but those who have to do the unit again; everybody else sees its {@linkplain
 * #commitment() commitment}, which stands in the update. Never printed.
 *
 * <p>A worker derives it from its key, the unit and the state before it: the same unit from the
 * same state must have the same noise, or two updates could be averaged; another state must have
 * another, or the difference of two updates would have none.
 */
public final class NoiseSecret {
  private final Hash value;

  private NoiseSecret(Hash value) {
    this.value = value;
  }

  /** The secret of {@value Hash#BYTES} bytes, derived or revealed. */
  public static NoiseSecret of(byte[] revealed) {
    return new NoiseSecret(Hash.of(revealed));
  }

  /** The bytes to reveal. */
  public byte[] reveal() {
    return value.toBytes();
  }

  /** Binds the worker to the secret and says nothing of it. */
  public Hash commitment() {
    return Hash.of(Domain.NOISE, text("commitment"), value.toBytes());
  }

  /** Whether this is the secret that was committed to. */
  public boolean opens(Hash commitment) {
    return commitment().equals(commitment);
  }

  /** The noise of one step of the unit, from its beginning. */
  GaussianNoise noise(long step) {
    return new GaussianNoise(RandomStream.of(value, "noise", step));
  }

  /**
   * The rows of one step by {@link Sampling#POISSON}. From the secret, as a sample that everybody
   * can compute hides nobody in the crowd: the accountant's bound would not hold.
   *
   * @param rows of the data set
   * @param batchSize rows on average, at most {@code rows}
   */
  public int[] sample(long step, int rows, int batchSize) {
    return PoissonSample.rows(value, step, rows, batchSize);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoiseSecret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "NoiseSecret[commitment " + commitment().abbreviated() + "]";
  }

  private static byte[] text(String purpose) {
    return purpose.getBytes(StandardCharsets.US_ASCII);
  }
}
