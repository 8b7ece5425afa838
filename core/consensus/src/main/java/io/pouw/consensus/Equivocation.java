package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.Optional;

/**
 * Two signed votes of one validator that contradict each other: a proof of misbehaviour that anyone
 * can check and that nobody can forge.
 */
public record Equivocation(Vote first, Vote second) implements Encodable {
  public static Equivocation decode(Decoder in) {
    return new Equivocation(Vote.decode(in), Vote.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.put(first).put(second);
  }

  /** Why this proves nothing, or nothing if it does. */
  public Optional<String> check(Hash chainId, ValidatorSet validators, VoteVerifier verifier) {
    if (!first.contradicts(second))
      return Optional.of(first + " and " + second + " do not contradict each other");
    return first
        .check(chainId, validators, verifier)
        .or(() -> second.check(chainId, validators, verifier));
  }
}
