package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.Signature;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Votes of a quorum for the same thing, checkable by a stranger who knows chain id and validators.
 *
 * @param kind what the votes say
 * @param view the view they speak of
 * @param blockId the block, {@link Hash#ZERO} for a nullification
 * @param signatures who signed, by strictly increasing index
 */
public record Certificate(VoteKind kind, long view, Hash blockId, List<IndexedSignature> signatures)
    implements Encodable {

  /** A voter's index in the {@link ValidatorSet} and its signature. */
  public record IndexedSignature(int validator, Signature signature) implements Encodable {
    static IndexedSignature decode(Decoder in) {
      return new IndexedSignature(in.u32(), Signature.decode(in));
    }

    @Override
    public void encode(Encoder out) {
      out.u32(validator).put(signature);
    }
  }

  public Certificate {
    signatures = List.copyOf(signatures);
  }

  public static Certificate decode(Decoder in) {
    VoteKind kind = in.constant(VoteKind.values());
    return new Certificate(
        kind, in.u63(), in.hash(), in.list(Limits.MAX_VALIDATORS, IndexedSignature::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.constant(kind).i64(view).hash(blockId).list(signatures);
  }

  /** Why the certificate does not hold on this chain, or nothing if it does. */
  public Optional<String> check(Hash chainId, ValidatorSet validators) {
    return check(chainId, validators, VoteVerifier.ED25519);
  }

  /** As {@link #check(Hash, ValidatorSet)}, with another way to verify signatures. */
  public Optional<String> check(Hash chainId, ValidatorSet validators, VoteVerifier verifier) {
    return check(chainId, validators, verifier, vote -> false);
  }

  /**
   * The same without verifying what was verified before.
   *
   * @param verified whether this very vote is known to hold
   */
  Optional<String> check(
      Hash chainId, ValidatorSet validators, VoteVerifier verifier, Predicate<Vote> verified) {
    if (signatures.size() > validators.size())
      return Optional.of(
          "it has " + signatures.size() + " signatures of " + validators.size() + " validators");
    return checkStake(validators)
        .or(() -> checkSignatures(chainId, validators, verifier, verified));
  }

  /** Whether it is made of this very vote, among others. */
  boolean holds(Vote vote) {
    return kind == vote.kind()
        && view == vote.view()
        && blockId.equals(vote.blockId())
        && signatures.contains(new IndexedSignature(vote.validator(), vote.signature()));
  }

  /** The votes that it is made of. */
  public List<Vote> votes() {
    return signatures.stream()
        .map(signed -> new Vote(kind, view, blockId, signed.validator(), signed.signature()))
        .toList();
  }

  private Optional<String> checkStake(ValidatorSet validators) {
    long stake = 0;
    int previous = -1;
    for (IndexedSignature signed : signatures) {
      if (signed.validator() <= previous)
        return Optional.of("its voters do not stand in increasing order");
      if (signed.validator() >= validators.size())
        return Optional.of(
            "its voter has index "
                + signed.validator()
                + " of "
                + validators.size()
                + " validators");
      previous = signed.validator();
      stake += validators.get(previous).stake();
    }
    if (stake < validators.quorum())
      return Optional.of(
          "its stake of " + stake + " is no quorum, which begins at " + validators.quorum());
    return Optional.empty();
  }

  private Optional<String> checkSignatures(
      Hash chainId, ValidatorSet validators, VoteVerifier verifier, Predicate<Vote> verified) {
    if (blockId.equals(Hash.ZERO) != (kind == VoteKind.NULLIFY))
      return Optional.of(
          kind == VoteKind.NULLIFY ? "it nullifies and names a block" : "it names no block");
    byte[] message = Vote.message(chainId, kind, view, blockId);
    List<Vote> left = votes().stream().filter(verified.negate()).toList();
    boolean hold =
        verifier.verifiesAll(left.stream().map(vote -> claim(validators, message, vote)).toList());
    if (hold) return Optional.empty();
    return left.stream()
        .flatMap(vote -> vote.check(chainId, validators, verifier).stream())
        .findFirst()
        .or(() -> Optional.of("its signatures do not hold"));
  }

  private static VoteVerifier.Claim claim(ValidatorSet validators, byte[] message, Vote vote) {
    return new VoteVerifier.Claim(
        validators.get(vote.validator()).key(), message, vote.signature());
  }

  @Override
  public String toString() {
    return kind + " certificate of view " + view + " for block " + blockId.abbreviated();
  }
}
