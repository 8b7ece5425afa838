package io.pouw.node.sync;

import io.pouw.ledger.Account;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;
import io.pouw.node.bus.Bus;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
      Joined joined = caughtUp(node, end);
      register(node, end);
      return joined;
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

  /** Bonds the stake and asks to validate, if the account has what that takes. */
  private void register(PouwNode node, long end) throws InterruptedException, ExecutionException {
    LedgerState ledger = node.ledger();
    if (ledger.registrations().containsKey(node.address())) {
      say.accept("known    as a validator of this chain already");
      return;
    }
    Optional<Account> account = ledger.account(node.address());
    long bonded = account.map(Account::stake).orElse(0L);
    long missing = Math.max(0, config.initialStake() - bonded);
    long free = account.map(Account::balance).orElse(0L);
    if (free <= missing) {
      say.accept(
          "stake    %s has %s PAI, bonding %s and the fees need more: send it there, and register"
              .formatted(node.address(), Amounts.format(free), Amounts.format(missing)));
      return;
    }
    if (missing > 0) submit(node, new TransactionBody.Stake(missing));
    submit(node, new ValidatorBody.RegisterValidator(config.nodeId()));
    while (!node.ledger().registrations().containsKey(node.address())) {
      if (System.nanoTime() > end)
        throw new JoinException("the registration is sent, and no block has it: look again later");
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    say.accept("stake    bonded, and registered: a validator from the next epoch on");
  }

  private static void submit(PouwNode node, TransactionBody body)
      throws InterruptedException, ExecutionException {
    node.vertx()
        .eventBus()
        .<Hash>request(Bus.SUBMIT_BODY, body)
        .toCompletionStage()
        .toCompletableFuture()
        .get();
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
