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
    Block block = Decoder.whole(bytes, Block::decode);
    // The id is the header's: without this, bytes of one id could hold different transactions.
    if (!Block.transactionsRoot(block.transactions()).equals(block.header().transactionsRoot()))
      throw new CodecException("a block whose transactions are not those of its header");
    return new BlockCandidate(block, bytes);
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
