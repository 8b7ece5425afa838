package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.Signature;
import io.pouw.primitives.VoteStatement;
import java.util.Optional;

/**
 * A signed vote. The signature covers chain, kind, view and block, so a vote counts on one chain,
 * for one purpose, in one view.
 *
 * @param kind what it says
 * @param view the view it speaks of, from 1
 * @param blockId the block, {@link Hash#ZERO} when nullifying
 * @param validator index of the voter in the {@link ValidatorSet}
 * @param signature over {@link #message}
 */
public record Vote(VoteKind kind, long view, Hash blockId, int validator, Signature signature)
    implements Encodable {

  public static Vote decode(Decoder in) {
    VoteKind kind = in.constant(VoteKind.values());
    return new Vote(kind, in.u63(), in.hash(), in.u32(), Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.constant(kind).i64(view).hash(blockId).u32(validator).put(signature);
  }

  /** The bytes that a voter signs in the domain {@link io.pouw.primitives.Domain#VOTE}. */
  public static byte[] message(Hash chainId, VoteKind kind, long view, Hash blockId) {
    return new VoteStatement(kind.number(), view, blockId).message(chainId);
  }

  /** What it says, without who says it. */
  public VoteStatement statement() {
    return new VoteStatement(kind.number(), view, blockId);
  }

  /** Why the vote does not count, or nothing if it does. Checks the signature last. */
  public Optional<String> check(Hash chainId, ValidatorSet validators, VoteVerifier verifier) {
    if (validator >= validators.size())
      return Optional.of(
          "its voter has index " + validator + " of " + validators.size() + " validators");
    if (blockId.equals(Hash.ZERO) != (kind == VoteKind.NULLIFY))
      return Optional.of(
          kind == VoteKind.NULLIFY ? "it nullifies and names a block" : "it names no block");
    byte[] message = message(chainId, kind, view, blockId);
    if (!verifier.verifies(validators.get(validator).key(), message, signature))
      return Optional.of("its signature is not that of validator " + validator + " on this chain");
    return Optional.empty();
  }

  /**
   * Whether no honest validator casts both: two blocks in one view, or finalising and nullifying
   * it.
   */
  public boolean contradicts(Vote other) {
    return validator == other.validator && statement().contradicts(other.statement());
  }

  @Override
  public String toString() {
    return kind + "(view " + view + ", block " + blockId.abbreviated() + ", by " + validator + ")";
  }
}
