package io.pouw.node.sync;

import io.pouw.ledger.Genesis;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings a node without a chain to the head of a network: from a recent state where a peer has one,
 * else by all blocks. To be run once, on a thread that may block.
 */
public final class Joining {
  private static final long LOOK_MS = 100;

  /** A node that hears of no later block for so long has caught up. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final NodeConfig config;
  private final Genesis genesis;
  private final KeyPair keys;
  private final Plugins plugins;
  private final Datasets datasets;
  private final Consumer<String> say;

  /**
   * How it ended.
   *
   * @param peers address of the node key by host:port
   * @param height of the last final block
   */
  public record Joined(Map<String, String> peers, long height) {}

  /** Nobody let it in, or it did not catch up in time. */
  public static final class JoinException extends RuntimeException {
    JoinException(String message) {
      super(message);
    }
  }

  public Joining(
      NodeConfig config,
      Genesis genesis,
      KeyPair keys,
      Plugins plugins,
      Datasets datasets,
      Consumer<String> say) {
    this.config = config;
    this.genesis = genesis;
    this.keys = keys;
    this.plugins = plugins;
    this.datasets = datasets;
    this.say = say;
  }

  /**
   * Joins.
   *
   * @throws JoinException if no peer is found, or the chain is not fetched in time
   * @throws SyncedStart.SyncException if a trusted checkpoint was given and no state goes with it
   */
  public Joined run(Duration limit) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + limit.toNanos();
    state();
    var node = new PouwNode(config, genesis, keys, plugins, datasets);
    node.start().toCompletionStage().toCompletableFuture().get();
    try {
      return caughtUp(node, end);
    } finally {
      node.stop().toCompletionStage().toCompletableFuture().get();
    }
  }

  private void state() throws InterruptedException {
    try {
      OptionalLong height = SyncedStart.run(config, genesis, keys, part -> {});
      height.ifPresent(at -> say.accept("state    of block " + at));
    } catch (SyncedStart.SyncException e) {
      // Who names a block that he trusts does not want whatever blocks there are.
      if (config.sync().trusted().isPresent()) throw e;
      say.accept("no state to begin with (" + e.getMessage() + "); fetching blocks");
    }
  }

  private Joined caughtUp(PouwNode node, long end) throws InterruptedException {
    long height = -1;
    long since = System.nanoTime();
    while (System.nanoTime() < end) {
      long now = node.ledger().height();
      boolean alone = node.peers().network().peers().isEmpty();
      if (now != height || alone) {
        height = now;
        since = System.nanoTime();
      }
      long age = System.currentTimeMillis() - node.ledger().head().timestampMs();
      boolean fresh = now > 0 && age < QUIET.toMillis();
      if (!alone && (fresh || System.nanoTime() - since > QUIET.toNanos()))
        return new Joined(node.peers().addresses(), now);
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    throw new JoinException(
        node.peers().network().peers().isEmpty()
            ? "no peer was found on %s: check the addresses, and that their genesis file is yours"
                .formatted(String.join(", ", config.bootstrap()))
            : "still behind at height %d: give more time with --timeout".formatted(height));
  }
}
