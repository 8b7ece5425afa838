package io.pouw.learning.encoding;

import io.pouw.primitives.Hash;
import java.util.Optional;

/**
 * Writes the changes of a model's parameters as bytes, and reads them back. Deterministic: the same
 * changes give the same bytes on every machine. Canonical: what {@link #reject} lets through, read
 * and written again, gives the same changes' bytes. Immutable and thread-safe.
 */
public sealed interface UpdateEncoding
    permits Float32Encoding, BFloat16Encoding, BlockEncoding, TopKEncoding {
  /**
   * What encoding gave.
   *
   * @param residual what the bytes leave out, to be added to the next changes; empty for encodings
   *     that keep none
   */
  record Encoded(byte[] bytes, float[] residual) {}

  /**
   * The residuals that an update commits to, each by SHA-256 of its float32 little-endian.
   *
   * @param before what was left out earlier and entered this update
   * @param after what this update leaves out
   */
  record Residuals(Hash before, Hash after) {}

  static UpdateEncoding of(EncodingSpec spec, int parameters) {
    if (parameters < 1)
      throw new IllegalArgumentException("a model has at least 1 parameter, not " + parameters);
    return switch (spec) {
      case EncodingSpec.Full() -> new Float32Encoding(parameters);
      case EncodingSpec.Brain() -> new BFloat16Encoding(parameters);
      case EncodingSpec.Block() -> new BlockEncoding(parameters);
      case EncodingSpec.TopK topK -> new TopKEncoding(topK, parameters);
    };
  }

  /** How many changes one update has. */
  int parameters();

  /** Bytes of an update: exactly so many, or, where the content decides, at most so many. */
  int bytesPerUpdate();

  /** Whether the bytes are the better for what earlier ones left out. */
  boolean keepsResidual();

  /**
   * @param changes finite, one a parameter
   * @param residual what the update before left out, as float32; empty if there was none before
   * @throws IllegalArgumentException if a length is wrong or a number is not finite
   */
  Encoded encode(float[] changes, float[] residual);

  /** The committed residuals of an accepted update; empty for encodings that keep none. */
  default Optional<Residuals> residuals(byte[] bytes) {
    return Optional.empty();
  }

  /** Why these bytes cannot be an update; empty if they can. */
  Optional<String> reject(byte[] bytes);

  /**
   * Reads the changes of all parameters, zero where the bytes have none.
   *
   * @throws IllegalArgumentException if {@link #reject} finds a reason
   */
  float[] decode(byte[] bytes);
}
