package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * A leader's block for its view. The leader's own vote to notarise it is its signature: two
 * proposals of one view are two contradicting votes.
 *
 * @param candidate the block's bytes
 * @param leaderVote the leader's notarize vote for it
 * @param justification the certificate of the parent (absent on genesis) and the nullifications of
 *     the views in between, as many of the newest as fit
 */
public record ProposalMessage(byte[] candidate, Vote leaderVote, List<Certificate> justification)
    implements ConsensusMessage {

  public ProposalMessage {
    justification = List.copyOf(justification);
  }

  static ProposalMessage decodeBody(Decoder in) {
    return new ProposalMessage(
        in.bytes(Limits.MAX_CANDIDATE_BYTES),
        Vote.decode(in),
        in.list(Limits.MAX_CERTIFICATES, Certificate::decode));
  }

  @Override
  public void encodeBody(Encoder out) {
    out.bytes(candidate).put(leaderVote).list(justification);
  }
}
