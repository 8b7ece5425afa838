package io.pouw.learning.privacy;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.Signature;
import java.nio.charset.StandardCharsets;

/**
 * The secret from which a unit's noise is drawn. Whoever knows it can take the noise away again, so
 * it is shown to none but those who have to do the unit again; everybody else sees its {@linkplain
 * #commitment() commitment}, which stands in the update. Never printed.
 *
 * <p>It is hashed from the worker's deterministic signature (RFC 8032) of the {@link #context},
 * which is never sent: without the key it cannot be guessed, and the same unit from the same state
 * has the same secret, so that a unit done twice shows one noise, not two to be averaged. The
 * context names the state: another state gets another noise, as two updates under one noise would
 * show their difference without any.
 */
public final class NoiseSecret {
  private final Hash value;

  private NoiseSecret(Hash value) {
    this.value = value;
  }

  /**
   * What the worker signs, under {@link Domain#NOISE}, to get a unit's secret.
   *
   * @param task the task's name
   * @param generation how often the task was rolled back
   * @param state name of the state from which the unit is done
   */
  public static byte[] context(Hash task, int generation, int round, int slot, Hash state) {
    var out = new Encoder();
    out.hash(task).u32(generation).u32(round).u32(slot).hash(state);
    return out.toBytes();
  }

  /**
   * @param signature of the context under {@link Domain#NOISE}, which stays with the worker
   */
  public static NoiseSecret derive(Signature signature) {
    return new NoiseSecret(Hash.of(Domain.NOISE, text("secret"), signature.toBytes()));
  }

  /** A secret that was revealed: {@value Hash#BYTES} bytes. */
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
