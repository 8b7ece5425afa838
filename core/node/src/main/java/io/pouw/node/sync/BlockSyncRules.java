package io.pouw.node.sync;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.VoteKind;
import io.pouw.consensus.sync.SyncRules;
import io.pouw.ledger.Block;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.node.epoch.EpochProof;
import io.pouw.node.epoch.Epochs;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** What the blocks of a ledger say to state sync. Trust comes from genesis, epoch by epoch. */
public final class BlockSyncRules implements SyncRules {
  private final Genesis genesis;
  private final Hash chainId;

  public BlockSyncRules(Genesis genesis) {
    this.genesis = genesis;
    this.chainId = genesis.chainId();
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
    try {
      List<EpochProof> proofs = proofs(trust);
      return objection(header, finality, EpochProof.follow(genesis, proofs));
    } catch (CodecException | IllegalArgumentException e) {
      return Optional.of("who validated it is not proven: " + e.getMessage());
    }
  }

  /** The hand-overs between epochs in {@code trust}. */
  static List<EpochProof> proofs(List<byte[]> trust) {
    return trust.stream().map(each -> Decoder.whole(each, EpochProof::decode)).toList();
  }

  /**
   * Why a certificate does not make a block final; empty if it does. The closing block of an epoch
   * may have been proposed again, and then became final in a later view than its own.
   *
   * @param epoch of the block
   */
  public static Optional<String> objection(
      BlockHeader header, Certificate finality, EpochState epoch) {
    if (finality.kind() != VoteKind.FINALIZE
        || finality.view() < header.view()
        || !finality.blockId().equals(header.id()))
      return Optional.of(finality + " is not for block " + header.id());
    long of = EpochViews.epochOf(finality.view());
    if (of != epoch.number())
      return Optional.of("%s is of epoch %d, not %d".formatted(finality, of, epoch.number()));
    return finality.check(header.chainId(), Epochs.validators(epoch));
  }
}
