package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.Optional;

/**
 * What a validator writes down before a vote leaves it. Besides the vote it holds what the network
 * must not lose when everybody restarts at once: the block that was notarised, so that a quorum has
 * its bytes, and the notarization that a vote to finalise rests on, since its voter can no longer
 * nullify the view.
 *
 * @param vote the vote
 * @param candidate the block's bytes, present when notarising
 * @param notarization present when finalising
 */
public record VoteRecord(Vote vote, Optional<byte[]> candidate, Optional<Certificate> notarization)
    implements Encodable {

  public static VoteRecord decode(Decoder in) {
    return new VoteRecord(
        Vote.decode(in),
        in.option(from -> from.bytes(Limits.MAX_CANDIDATE_BYTES)),
        in.option(Certificate::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.put(vote).option(candidate, Encoder::bytes).option(notarization, Encoder::put);
  }
}
