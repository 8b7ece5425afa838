package io.pouw.node.sync;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.consensus.VoteKind;
import io.pouw.consensus.sync.SyncRules;
import io.pouw.ledger.Block;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.Genesis;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** What the blocks of a ledger say to state sync. */
public final class BlockSyncRules implements SyncRules {
  private final Hash chainId;
  private final ValidatorSet validators;

  public BlockSyncRules(Genesis genesis) {
    this.chainId = genesis.chainId();
    this.validators =
        ValidatorSet.of(
            genesis.validators().stream()
                .map(each -> new Validator(each.key(), each.stake()))
                .toList());
  }

  @Override
  public Link block(byte[] bytes) {
    Block block = Decoder.whole(bytes, Block::decode);
    if (!Block.transactionsRoot(block.transactions()).equals(block.header().transactionsRoot()))
      throw new CodecException(
          "block " + block.height() + " with transactions that are not its header's");
    return link(block.header());
  }

  @Override
  public Link header(byte[] bytes) {
    return link(Decoder.whole(bytes, BlockHeader::decode));
  }

  private Link link(BlockHeader header) {
    if (!header.chainId().equals(chainId))
      throw new CodecException("a header of the chain " + header.chainId() + ", not " + chainId);
    return new Link(header.id(), header.parent(), header.height(), header.stateRoot());
  }

  @Override
  public Optional<String> objection(byte[] block, Certificate finality, List<byte[]> trust) {
    BlockHeader header = Decoder.whole(block, Block::decode).header();
    if (finality.kind() != VoteKind.FINALIZE
        || finality.view() != header.view()
        || !finality.blockId().equals(header.id()))
      return Optional.of(finality + " is not for block " + header.id());
    return finality.check(chainId, validators);
  }
}
