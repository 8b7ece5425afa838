package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * Blocks that need not be final, in height order, each the parent of the next; the last is the one
 * that was asked for by its id. They prove nothing but their hashes.
 */
public record BlocksMessage(List<byte[]> blocks) implements ConsensusMessage {
  public BlocksMessage {
    blocks = List.copyOf(blocks);
  }

  static BlocksMessage decodeBody(Decoder in) {
    return new BlocksMessage(
        in.list(Limits.MAX_BLOCKS, from -> from.bytes(Limits.MAX_CANDIDATE_BYTES)));
  }

  @Override
  public void encodeBody(Encoder out) {
    out.list(blocks, Encoder::bytes);
  }
}
