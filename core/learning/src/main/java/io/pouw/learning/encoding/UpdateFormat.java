package io.pouw.learning.encoding;

import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a whole update: the changes as the task's {@link UpdateEncoding} writes them, the
 * unit's mean training loss as float32 little-endian, and, in tasks with differential privacy, the
 * commitment to the secret of the unit's noise. Immutable and thread-safe.
 */
public final class UpdateFormat {
  private final UpdateEncoding encoding;
  private final int tailBytes;

  private UpdateFormat(UpdateEncoding encoding, boolean noised) {
    this.encoding = encoding;
    this.tailBytes = Float.BYTES + (noised ? Hash.BYTES : 0);
  }

  /**
   * @param noised whether updates carry a commitment to a noise secret
   */
  public static UpdateFormat of(EncodingSpec spec, boolean noised, int parameters) {
    return new UpdateFormat(UpdateEncoding.of(spec, parameters), noised);
  }

  public UpdateEncoding encoding() {
    return encoding;
  }

  public boolean noised() {
    return tailBytes > Float.BYTES;
  }

  /** Bytes of an update, at most where the encoding's content decides. */
  public int bytesPerUpdate() {
    return Math.addExact(encoding.bytesPerUpdate(), tailBytes);
  }

  /**
   * @param loss finite
   * @param residual what the update before left out; empty if there is none
   * @param commitment to the noise secret, in tasks that have one
   * @throws IllegalArgumentException if something is not finite, missing or too much
   */
  public UpdateEncoding.Encoded write(
      float[] changes, float loss, float[] residual, Optional<Hash> commitment) {
    if (!Float.isFinite(loss)) throw new IllegalArgumentException("the loss is " + loss);
    if (commitment.isPresent() != noised())
      throw new IllegalArgumentException(
          noised() ? "the commitment to the noise is missing" : "there is no noise to commit to");
    UpdateEncoding.Encoded encoded = encoding.encode(changes, residual);
    int length = encoded.bytes().length;
    byte[] bytes = Arrays.copyOf(encoded.bytes(), length + tailBytes);
    ByteBuffer tail = Inputs.view(bytes).position(length).putFloat(loss);
    commitment.ifPresent(hash -> tail.put(hash.toBytes()));
    return new UpdateEncoding.Encoded(bytes, encoded.residual());
  }

  /** Why these bytes cannot be an update; empty if they can. */
  public Optional<String> reject(byte[] update) {
    if (update.length < tailBytes || update.length > bytesPerUpdate())
      return Optional.of(
          "update has %d bytes, expected %d".formatted(update.length, bytesPerUpdate()));
    float loss = loss(update);
    if (!Float.isFinite(loss)) return Optional.of("update's loss is not finite: " + loss);
    return encoding.reject(changesOf(update));
  }

  /** The mean training loss that an update reports. */
  public float loss(byte[] update) {
    return Inputs.view(update).getFloat(update.length - tailBytes);
  }

  /**
   * The changes of all parameters.
   *
   * @throws IllegalArgumentException if the bytes cannot be an update
   */
  public float[] changes(byte[] update) {
    reject(update)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(reason);
        });
    return encoding.decode(changesOf(update));
  }

  /** The commitment to the noise secret of an accepted update. */
  public Optional<Hash> commitment(byte[] update) {
    return noised()
        ? Optional.of(
            Hash.of(Arrays.copyOfRange(update, update.length - Hash.BYTES, update.length)))
        : Optional.empty();
  }

  /** The residuals that an accepted update commits to. */
  public Optional<UpdateEncoding.Residuals> residuals(byte[] update) {
    return encoding.residuals(update);
  }

  private byte[] changesOf(byte[] update) {
    return Arrays.copyOf(update, update.length - tailBytes);
  }
}
