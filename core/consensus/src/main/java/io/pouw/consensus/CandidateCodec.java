package io.pouw.consensus;

/** Reads candidates; the port through which consensus never learns what a block is. */
@FunctionalInterface
public interface CandidateCodec {
  /**
   * The candidate of these bytes, so that {@code decode(c.toBytes()).id()} equals {@code c.id()}.
   *
   * @throws io.pouw.primitives.CodecException if the bytes are not the canonical form of a block
   */
  Candidate decode(byte[] bytes);
}
