package io.pouw.node.sync;

import io.pouw.consensus.sync.SyncEffect;
import io.pouw.ledger.Block;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.node.NodeNetwork;
import io.pouw.node.NodeStores;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.epoch.EpochProof;
import io.pouw.node.verticle.ChainRecords;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Gives a node that has no chain yet a recent state to begin with. */
public final class SyncedStart {
  private SyncedStart() {}

  /** Nobody could give a state. */
  public static final class SyncException extends RuntimeException {
    SyncException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Fetches a state and writes it, unless there is a chain already. Blocks until it is done.
   *
   * @param progress is told of every part
   * @return the height of the state; empty if there was a chain
   * @throws SyncException saying why there is none
   * @throws io.pouw.storage.StorageException if the data folder cannot be used
   */
  public static OptionalLong run(
      NodeConfig config, Genesis genesis, KeyPair keys, Consumer<SyncEffect.Progress> progress)
      throws InterruptedException {
    try (NodeStores stores = NodeStores.open(config.dataFolder(), genesis.chainId())) {
      if (stores.chain().height().isPresent()) return OptionalLong.empty();
      SyncEffect.Complete complete = fetch(config, genesis, keys, progress);
      Block block = Decoder.whole(complete.block(), Block::decode);
      LedgerState ledger = LedgerState.restore(genesis, block.header(), complete.state());
      List<EpochProof> epochs = BlockSyncRules.proofs(complete.trust());
      ChainRecords.begin(stores.chain(), block, complete.finality(), epochs, ledger);
      return OptionalLong.of(block.height());
    }
  }

  private static SyncEffect.Complete fetch(
      NodeConfig config, Genesis genesis, KeyPair keys, Consumer<SyncEffect.Progress> progress)
      throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    try {
      return StateSyncClient.run(
              vertx,
              new BlockSyncRules(genesis),
              config.sync().trusted(),
              listener -> NodeNetwork.open(vertx, config, genesis.chainId(), keys, listener),
              progress)
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SyncException(String.valueOf(cause.getMessage()), cause);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
