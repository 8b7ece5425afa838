package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * Final blocks with their proof: a certificate for the last, hash links for the others.
 *
 * @param blocks bytes of 1 to {@value Limits#MAX_BLOCKS} blocks in height order
 * @param finalization of the last block
 */
public record FinalizedChain(List<byte[]> blocks, Certificate finalization)
    implements ConsensusMessage {

  /** The most blocks that one message carries. */
  public static final int MAX_BLOCKS = Limits.MAX_BLOCKS;

  public FinalizedChain {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty() || blocks.size() > Limits.MAX_BLOCKS)
      throw new IllegalArgumentException(
          "a finalized chain of " + blocks.size() + " blocks, expected 1 to " + Limits.MAX_BLOCKS);
  }

  /** The message that tells of a {@link ConsensusEffect.Finalized}. */
  public static FinalizedChain of(ConsensusEffect.Finalized finalized) {
    return new FinalizedChain(
        finalized.chain().stream().map(Candidate::toBytes).toList(), finalized.finalization());
  }

  static FinalizedChain decodeBody(Decoder in) {
    List<byte[]> blocks =
        in.list(Limits.MAX_BLOCKS, from -> from.bytes(Limits.MAX_CANDIDATE_BYTES));
    if (blocks.isEmpty()) throw in.error("a finalized chain without a block");
    return new FinalizedChain(blocks, Certificate.decode(in));
  }

  @Override
  public void encodeBody(Encoder out) {
    out.list(blocks, Encoder::bytes).put(finalization);
  }
}
