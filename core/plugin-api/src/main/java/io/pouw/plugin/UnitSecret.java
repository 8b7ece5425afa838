package io.pouw.plugin;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * The secret that a worker puts into a unit whose program {@linkplain TaskProgram#needsSecret needs
 * one}: noise of differential privacy is drawn from it, and whoever knows it can take the noise
 * away again. Its commitment stands in the update; the secret itself is shown to none but the
 * verifiers who have to do the drawn unit again. Never printed.
 *
 * <p>Hashed from the worker's deterministic signature (RFC 8032), which is never sent, of chain,
 * task, generation, unit and the state before it. So nobody guesses it without the key; the worker
 * stores nothing, and gets it again whenever it is asked; the same unit from the same state has one
 * noise, not two to be averaged; and another state gets another noise, as two updates under one
 * noise would show their difference without any.
 *
 * @param value 32 bytes
 */
public record UnitSecret(Hash value) {
  /**
   * @param input the state before the unit's round
   */
  public static UnitSecret derive(
      Signer signer, Hash chainId, Hash task, int generation, UnitId unit, BlobId input) {
    var context = new Encoder();
    context.hash(chainId).hash(task).u32(generation).put(unit).put(input);
    byte[] signature = signer.sign(Domain.NOISE, context.toBytes()).toBytes();
    return new UnitSecret(Hash.of(Domain.NOISE, signature));
  }

  @Override
  public String toString() {
    return "UnitSecret";
  }
}
