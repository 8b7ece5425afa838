package io.pouw.node.verticle;

import io.pouw.consensus.Candidate;
import io.pouw.ledger.Block;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;

/** A ledger block as consensus sees it. */
final class BlockCandidate implements Candidate {
  private final Block block;
  private final Hash id;
  private final byte[] bytes;

  private BlockCandidate(Block block, byte[] bytes) {
    this.block = block;
    this.id = block.id();
    this.bytes = bytes;
  }

  static BlockCandidate of(Block block) {
    return new BlockCandidate(block, block.toBytes());
  }

  static BlockCandidate decode(byte[] bytes) {
    if (bytes.length > Block.MAX_BYTES)
      throw new CodecException("a block of " + bytes.length + " bytes, over " + Block.MAX_BYTES);
    return new BlockCandidate(Decoder.whole(bytes, Block::decode), bytes);
  }

  Block block() {
    return block;
  }

  @Override
  public Hash id() {
    return id;
  }

  @Override
  public Hash parent() {
    return block.header().parent();
  }

  @Override
  public long height() {
    return block.height();
  }

  @Override
  public long view() {
    return block.header().view();
  }

  @Override
  public byte[] toBytes() {
    return bytes;
  }
}
