package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.ledger.Block;
import io.pouw.ledger.BlockHeader;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.Vrf;
import java.util.List;

/** Blocks of the ledger that a liar makes of honest ones. */
final class Rivals {
  private Rivals() {}

  /** A valid one that differs in its time. */
  static Block later(Block block, SplitMix64 random) {
    return with(block, block.header().timestampMs() + 1 + random.below(1_000), 0);
  }

  /** One that is wrong in one place. */
  static Block invalid(Block block, SplitMix64 random) {
    return with(block, block.header().timestampMs() + random.below(100), 1 + random.below(4));
  }

  /**
   * @param fault 0 for none, 1 in the state root, 2 in the beacon, 3 in the chain, 4 in the time
   */
  private static Block with(Block block, long timestampMs, int fault) {
    BlockHeader of = block.header();
    var header =
        new BlockHeader(
            fault == 3 ? Hash.sha256(of.chainId().toBytes()) : of.chainId(),
            of.height(),
            of.view(),
            of.parent(),
            fault == 4 ? 0 : timestampMs,
            of.proposer(),
            of.beaconProof(),
            fault == 2 ? Hash.sha256(of.beacon().toBytes()) : of.beacon(),
            of.transactionsRoot(),
            fault == 1 ? Hash.sha256(of.stateRoot().toBytes()) : of.stateRoot(),
            of.mined());
    return new Block(header, block.transactions());
  }

  /** An empty block without any right. */
  static Block stray(LedgerApplication application, Candidate parent, long view, KeyPair keys) {
    byte[] alpha = parent.id().toBytes();
    var header =
        new BlockHeader(
            application.chainId(),
            parent.height() + 1,
            view,
            parent.id(),
            LedgerApplication.EPOCH_MS,
            keys.publicKey(),
            Vrf.prove(keys, alpha),
            Hash.sha256(alpha),
            Block.transactionsRoot(List.of()),
            Hash.ZERO,
            List.of());
    return new Block(header, List.of());
  }
}
