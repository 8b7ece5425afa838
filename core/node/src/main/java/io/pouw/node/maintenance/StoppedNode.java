package io.pouw.node.maintenance;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.Block;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.node.NodeStores;
import io.pouw.node.api.StoredChain;
import io.pouw.node.epoch.EpochProof;
import io.pouw.node.sync.BlockSyncRules;
import io.pouw.node.verticle.ChainRecords;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data folder of a node that does not run, held while it is worked on. */
public final class StoppedNode implements AutoCloseable {
  private final Genesis genesis;
  private final NodeStores stores;

  private StoppedNode(Genesis genesis, NodeStores stores) {
    this.genesis = genesis;
    this.stores = stores;
  }

  /**
   * Opens a data folder, which has to be there.
   *
   * @throws StorageException if it is missing, in use, of another chain or damaged
   */
  public static StoppedNode open(Path data, Genesis genesis) {
    requireFolder(data);
    return new StoppedNode(genesis, NodeStores.open(data, genesis.chainId()));
  }

  static void requireFolder(Path data) {
    if (!Files.isDirectory(data))
      throw new StorageException(
          Reason.MISSING, "there is no data folder " + data + ": give --data or --config");
  }

  public Genesis genesis() {
    return genesis;
  }

  NodeStores stores() {
    return stores;
  }

  ChainStore chain() {
    return stores.chain();
  }

  /** The height of the last block; 0 if there is none but genesis. */
  public long height() {
    return chain().height().orElse(0);
  }

  FinalizedRecord record(long height) {
    return chain()
        .block(height)
        .orElseThrow(() ->
            new StorageException(
                Reason.DAMAGED,
                "the chain in %s lacks block %d: restore a backup, or reset the node"
                    .formatted(stores.folder().chain(), height)));
  }

  /** The id of a block that is kept. */
  public Hash blockId(long height) {
    return record(height).blockId();
  }

  Block block(long height) {
    return Decoder.whole(record(height).block(), Block::decode);
  }

  Optional<Certificate> certificate(long height) {
    byte[] certificate = record(height).certificate();
    return certificate.length == 0
        ? Optional.empty()
        : Optional.of(Decoder.whole(certificate, Certificate::decode));
  }

  /** Why a block's own certificate does not hold; empty if it does. */
  Optional<String> objection(long height) {
    Optional<Certificate> certificate = certificate(height);
    if (certificate.isEmpty()) return Optional.of("there is none");
    BlockHeader header = block(height).header();
    try {
      List<EpochProof> epochs =
          new StoredChain(chain()).epochProofs(EpochViews.epochOf(header.view()));
      return BlockSyncRules.objection(
          header, certificate.get(), EpochProof.follow(genesis, epochs));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.of("who validated it is not proven: " + e.getMessage());
    }
  }

  /** The ledger that is stored. */
  LedgerState ledger() {
    return ChainRecords.restore(genesis, chain());
  }

  @Override
  public void close() {
    stores.close();
  }
}
