package io.pouw.node.cluster;

import io.pouw.ledger.Genesis;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.ClusterSeat;
import io.pouw.node.verticle.PouwNode;
import io.pouw.node.verticle.UnitCrew;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.OwnVotes;
import io.pouw.storage.sql.SharedVotes;
import io.pouw.storage.sql.SigningLease;
import io.pouw.storage.sql.SigningTerms;
import io.pouw.storage.sql.SqlStore;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member that holds the chain. While it has the turn to sign it runs the operator's node: the
 * operator's key, its roles, its votes in the shared database. Otherwise it runs a node that
 * follows the chain into the same folder with a key of its own, so that peers tell the two apart,
 * and waits for its turn.
 *
 * <p>Its life is {@link #run}, on one thread.
 */
public final class FullMember {
  private static final Logger LOG = LoggerFactory.getLogger(FullMember.class);
  private static final long NODE_SECONDS = 60;
  private static final long LOOK_MS = 200;

  /** Units that a miner asks for at once: the cluster bounds them, not the role. */
  private static final String UNITS_AT_ONCE = "64";

  private final NodeConfig config;
  private final Genesis genesis;
  private final KeyPair operator;
  private final KeyPair own;
  private final Plugins plugins;
  private final Datasets datasets;
  private final UnitDispatcher crew;
  private final SqlStore store;
  private final String validator;
  private final SigningTurn turn;
  private final Consumer<String> say;
  private final BlobMirror mirror;
  private final Herald herald;
  private final ClusterWatch watch;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicReference<@Nullable PouwNode> node = new AtomicReference<>();

  /**
   * Nothing runs yet.
   *
   * @param operator the key that signs
   * @param own the key of this member while it stands by
   * @param store open as long as this is
   * @param say told when the member begins to sign or to stand by
   */
  public FullMember(
      ClusterSettings settings,
      ClusterBus bus,
      NodeConfig config,
      Genesis genesis,
      KeyPair operator,
      KeyPair own,
      Plugins plugins,
      Datasets datasets,
      SqlStore store,
      Consumer<String> say) {
    this.config = config;
    this.genesis = genesis;
    this.operator = operator;
    this.own = own;
    this.plugins = plugins;
    this.datasets = datasets;
    this.crew = new UnitDispatcher(bus);
    this.store = store;
    this.validator = validatorName(genesis, operator);
    this.turn =
        new SigningTurn(
            new SigningLease(store, validator, bus.memberId(), settings.lease()),
            settings.lease(),
            calls);
    this.say = say;
    this.herald = new Herald(bus, settings, 0, () -> 0);
    this.watch = new ClusterWatch(bus, herald, crew, new SigningTerms(store, validator));
    this.mirror = new BlobMirror(bus, () -> node().map(PouwNode::blobs));
  }

  /** What the shared database knows a validator by. */
  public static String validatorName(Genesis genesis, KeyPair operator) {
    return genesis.chainId() + "/" + operator.publicKey();
  }

  /** Stands by and signs, in turns, until {@link #end}. */
  public void run() throws Exception {
    while (!stopped.get()) {
      OptionalLong token = turn.attempt();
      if (token.isPresent()) sign(token.getAsLong());
      else standBy();
    }
  }

  private void standBy() throws Exception {
    NodeConfig following = config.as(Set.of(), config.settings());
    start(new PouwNode(following, genesis, own, plugins, datasets, seat(Optional.empty())));
    mirror.follow();
    herald.become(MemberState.STANDS_BY);
    say.accept("This member stands by");
    OptionalLong token = OptionalLong.empty();
    try {
      while (!stopped.get() && token.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        token = turn.attempt();
      }
    } finally {
      stop();
    }
    if (token.isPresent()) sign(token.getAsLong());
  }

  private void sign(long token) throws Exception {
    Map<String, String> settings = new TreeMap<>(config.settings());
    settings.putIfAbsent("threads", UNITS_AT_ONCE);
    var votes = new SharedVotes(store, validator, token);
    try {
      // Renewed from the first moment on: opening a long chain may take longer than the lease.
      var signing = new AtomicBoolean(true);
      var keeper =
          Thread.ofVirtual()
              .start(() -> {
                keep(token, signing);
                signing.set(false);
              });
      try {
        NodeConfig signer = config.as(config.roles(), settings);
        start(new PouwNode(signer, genesis, operator, plugins, datasets, seat(Optional.of(votes))));
        mirror.lead();
        herald.sign(token);
        say.accept("This member signs, with token " + token);
        while (signing.get() && !stopped.get() && !failed())
          TimeUnit.MILLISECONDS.sleep(LOOK_MS / 4);
      } finally {
        signing.set(false);
        keeper.join();
      }
    } catch (io.pouw.storage.StorageException e) {
      LOG.warn("this member cannot sign: {}", e.getMessage());
    } finally {
      stop();
      turn.giveUp(token);
    }
  }

  /** A member that stands by gives no units away: nothing of it is asked for any. */
  private ClusterSeat seat(Optional<OwnVotes> votes) {
    UnitCrew helpers = votes.isPresent() ? crew : UnitCrew.NOBODY;
    return new ClusterSeat(helpers, votes, () -> Optional.of(watch.status()));
  }

  private void keep(long token, AtomicBoolean signing) {
    try {
      turn.keep(token, () -> signing.get() && !stopped.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean failed() {
    PouwNode running = node.get();
    if (running == null || !running.failed()) return false;
    LOG.warn("the node had to stop: {}", running.failure().orElse("see the log"));
    return true;
  }

  private void start(PouwNode next) throws Exception {
    node.set(next);
    next.start().toCompletionStage().toCompletableFuture().get(NODE_SECONDS, TimeUnit.SECONDS);
    next.desk().apiPort().ifPresent(port -> say.accept("API on port " + port));
  }

  private void stop() throws Exception {
    herald.become(MemberState.STARTING);
    PouwNode running = node.getAndSet(null);
    if (running == null) return;
    running.stop().toCompletionStage().toCompletableFuture().get(NODE_SECONDS, TimeUnit.SECONDS);
  }

  /** The node that runs now, if one does; any thread. */
  public Optional<PouwNode> node() {
    return Optional.ofNullable(node.get());
  }

  /** Where the API of the node that runs now is served on this machine, if it is; any thread. */
  Optional<SocketAddress> api() {
    return node().flatMap(running -> running.desk().apiPort().map(port -> address(running, port)));
  }

  private static SocketAddress address(PouwNode node, int port) {
    String host = node.config().api().map(NodeConfig.Endpoint::host).orElse("127.0.0.1");
    return SocketAddress.inetSocketAddress(port, host.equals("0.0.0.0") ? "127.0.0.1" : host);
  }

  /** Who does units for this member; any thread. */
  public UnitDispatcher crew() {
    return crew;
  }

  /** Lets {@link #run} end, which gives the turn back. */
  public void end() {
    stopped.set(true);
  }
}
