package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import io.pouw.primitives.VoteStatement;

/** A vote of consensus as evidence shows it: what it says and the signature over that. */
public record SignedVote(VoteStatement statement, Signature signature) implements Encodable {
  static SignedVote decode(Decoder in) {
    int kind = in.u8();
    if (kind > VoteStatement.FINALIZE) throw in.error("an unknown kind of vote " + kind);
    return new SignedVote(new VoteStatement(kind, in.u63(), in.hash()), Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.u8(statement.kind()).i64(statement.view()).hash(statement.blockId()).put(signature);
  }

  /** Whether the owner of this key cast the vote on this chain. */
  boolean isOf(PublicKey key, Hash chainId) {
    return key.verifies(Domain.VOTE, statement.message(chainId), signature);
  }
}
