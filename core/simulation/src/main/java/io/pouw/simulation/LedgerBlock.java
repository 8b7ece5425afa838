package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.ledger.Block;
import io.pouw.ledger.Head;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;

/** A ledger block as consensus sees it; the host of production has the like. */
final class LedgerBlock implements Candidate {
  /** What stands under the first block. */
  record Genesis(Hash id) implements Candidate {
    Genesis(Head head) {
      this(head.id());
    }

    @Override
    public Hash parent() {
      return Hash.ZERO;
    }

    @Override
    public long height() {
      return 0;
    }

    @Override
    public long view() {
      return 0;
    }

    @Override
    public byte[] toBytes() {
      return id.toBytes();
    }
  }

  private final Block block;
  private final Hash id;
  private final byte[] bytes;

  private LedgerBlock(Block block, byte[] bytes) {
    this.block = block;
    this.id = block.id();
    this.bytes = bytes;
  }

  static LedgerBlock of(Block block) {
    return new LedgerBlock(block, block.toBytes());
  }

  /** The id is the header's: so the transactions have to be those that the header commits to. */
  static LedgerBlock decode(byte[] bytes) {
    if (bytes.length > Block.MAX_BYTES)
      throw new CodecException("a block of " + bytes.length + " bytes, over " + Block.MAX_BYTES);
    Block block = Decoder.whole(bytes, Block::decode);
    if (!Block.transactionsRoot(block.transactions()).equals(block.header().transactionsRoot()))
      throw new CodecException("a block whose transactions are not those of its header");
    return new LedgerBlock(block, bytes);
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

  @Override
  public String toString() {
    return "block %s of height %d, view %d, %d transactions"
        .formatted(id.abbreviated(), height(), view(), block.transactions().size());
  }
}
