package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.Optional;

/**
 * Asks a peer for blocks: for the block {@code id} with its ancestors from {@code fromHeight} on if
 * an id is given, and for final blocks from that height on where the peer has them.
 *
 * @param id a block that is not final yet, perhaps
 * @param fromHeight the first height that the asker lacks
 * @param max how many blocks it takes at once
 */
public record BlockRequest(Optional<Hash> id, long fromHeight, int max)
    implements ConsensusMessage {

  /** Asks for final blocks from a height on. */
  public static BlockRequest from(long height) {
    return new BlockRequest(Optional.empty(), height, Limits.BLOCK_BATCH);
  }

  static BlockRequest decodeBody(Decoder in) {
    return new BlockRequest(in.option(Decoder::hash), in.u63(), in.u32());
  }

  @Override
  public void encodeBody(Encoder out) {
    out.option(id, Encoder::hash).i64(fromHeight).u32(max);
  }
}
