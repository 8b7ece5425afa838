package io.pouw.node.verticle;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.network.NetworkListener;
import io.pouw.network.PeerNetwork;
import io.pouw.node.AddressBook;
import io.pouw.node.NodeNetwork;
import io.pouw.node.NodeStores;
import io.pouw.node.PrivateData;
import io.pouw.node.api.ChainReader;
import io.pouw.node.api.StoredChain;
import io.pouw.node.blob.PeerBlobs;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LocalCodec;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.node.metrics.FinalityMeter;
import io.pouw.node.payout.PayoutService;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.sync.Snapshots;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.KeyPair;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One node, put together from its configuration, genesis, key and plugins: a Vert.x of its own, its
 * stores, and a verticle for each concern. The same whether it runs alone or beside others in one
 * JVM.
 */
public final class PouwNode {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final int DISK_THREADS = 2;
  private static final int WORKER_THREADS = 8;

  private final NodeConfig config;
  private final Genesis genesis;
  private final KeyPair keys;
  private final Plugins plugins;
  private final UnitCrew crew;
  private final NodeStores stores;
  private final Vertx vertx;
  private final CpuMeter cpu = new CpuMeter();
  private final FinalityMeter finality = new FinalityMeter();
  private final PeerBlobs blobs;
  private final WorkerExecutor compute;
  private final LedgerVerticle ledger;
  private final SnapshotDesk snapshots;
  private final AddressBookDesk addresses;
  private final ConsensusVerticle consensus;
  private final NetworkVerticle network;
  private final SecurityAlerts alerts;
  private final AuditDesk audit;
  private final PrivateData privateData;
  private final ClientDesk client;
  private final NodeDesk desk;
  private final Optional<EconomicsVerticle> economics;
  private final PayoutVerticle payouts;
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private final AtomicInteger training = new AtomicInteger();
  private volatile boolean stopping;

  /** Opens the stores; {@link #start} does the rest. */
  public PouwNode(
      NodeConfig config, Genesis genesis, KeyPair keys, Plugins plugins, Datasets datasets) {
    this(config, genesis, keys, plugins, datasets, ClusterSeat.ALONE);
  }

  /**
   * Opens the stores of a node that is one member of a cluster.
   *
   * @param seat what the members have in common
   */
  public PouwNode(
      NodeConfig config,
      Genesis genesis,
      KeyPair keys,
      Plugins plugins,
      Datasets datasets,
      ClusterSeat seat) {
    this.crew = seat.crew();
    this.config = config;
    this.genesis = genesis;
    this.keys = keys;
    this.plugins = plugins;
    this.stores = NodeStores.open(config.dataFolder(), genesis.chainId());
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKER_THREADS)
                .setMaxWorkerExecuteTime(TimeUnit.MINUTES.toNanos(10)));
    LocalCodec.install(vertx);
    this.privateData = PrivateData.of(config.settings(), config.dataFolder());
    WorkerExecutor disk = vertx.createSharedWorkerExecutor("disk", DISK_THREADS);
    this.audit = new AuditDesk(config, keys.address(), disk, this::fail);
    this.alerts = new SecurityAlerts(this::audited);
    this.compute =
        vertx.createSharedWorkerExecutor("compute", config.computeThreads(), 1, TimeUnit.HOURS);
    this.blobs =
        new PeerBlobs(
            vertx,
            stores.blobs(),
            disk,
            (peer, request) ->
                network().network().request(peer, Bus.BLOB, request, REQUEST_TIMEOUT));
    this.ledger =
        new LedgerVerticle(
            genesis,
            stores.chain(),
            config.storage().retentionBlocks(),
            keys,
            config.heartbeat(),
            cpu,
            finality);
    this.snapshots =
        new SnapshotDesk(
            vertx, disk, new Snapshots(stores.chain(), config.storage().snapshotBlocks()));
    crew.serveBlobs(blobs::serve);
    ConsensusDisk consensusDisk = seat.disk(stores);
    this.consensus =
        new ConsensusVerticle(
            () ->
                NodeAssembly.machine(ledger.latest(), config, keys, stores.chain(), consensusDisk),
            consensusDisk,
            cpu,
            this::fail);
    this.addresses =
        new AddressBookDesk(
            new AddressBook(config.dataFolder()), disk, () -> network().addresses());
    this.network =
        new NetworkVerticle(
            this::openNetwork,
            Map.of(
                Bus.BLOB,
                blobs::serve,
                Bus.SYNC,
                snapshots::serve,
                Bus.MANAGEMENT,
                this::serveManagement),
            alerts);
    this.economics =
        config
            .management()
            .map(settings ->
                new EconomicsVerticle(
                    settings,
                    config.dataFolder(),
                    config.computeThreads(),
                    genesis.chainId(),
                    Signer.of(keys),
                    ledger::latest,
                    () -> network().network()));
    this.payouts = new PayoutVerticle(this, plugins);
    this.client = new ClientDesk(vertx, stores, plugins, datasets);
    this.desk =
        new NodeDesk(
            this,
            new ModelDesk(vertx, ledger::latest, stores.chain(), blobs, plugins),
            new PrivacyDesk(stores.blobs(), plugins, privateData.parts()),
            seat.status());
  }

  /** The first reason is the one that counts. What breaks while the node ends is no failure. */
  private void fail(String why) {
    if (!stopping && failure.compareAndSet(null, why))
      audited(
          new AuditEvent(
              AuditAction.NODE_FATAL, AuditEvent.NODE, config.dataFolder().toString(), why));
  }

  /** To stand in the audit log; any thread. */
  void audited(AuditEvent event) {
    vertx.eventBus().send(Bus.AUDIT, event);
  }

  /** What was done on this node. */
  AuditDesk audit() {
    return audit;
  }

  /** The security alerts since the start; any thread. */
  public SecurityAlerts alerts() {
    return alerts;
  }

  private NetworkVerticle network() {
    return network;
  }

  private PeerNetwork openNetwork(NetworkListener listener) {
    return NodeNetwork.open(vertx, config, genesis.chainId(), keys, listener);
  }

  /** Deploys the verticles, those that others build on first; fails with the reason. */
  public Future<PouwNode> start() {
    Promise<PouwNode> started = Promise.promise();
    deploy(audit, ThreadingModel.EVENT_LOOP)
        .compose(done -> deploy(snapshots, ThreadingModel.EVENT_LOOP))
        .compose(done -> deploy(ledger, ThreadingModel.WORKER))
        .compose(done -> deploy(new EventFeed(alerts), ThreadingModel.EVENT_LOOP))
        .compose(done -> deploy(desk, ThreadingModel.EVENT_LOOP))
        .compose(done -> deploy(consensus, ThreadingModel.WORKER))
        .compose(done -> deployRoles())
        .compose(done -> deploy(addresses, ThreadingModel.EVENT_LOOP))
        .compose(done -> deployEconomics())
        .compose(done -> deploy(payouts, ThreadingModel.EVENT_LOOP))
        .compose(done -> deploy(network, ThreadingModel.EVENT_LOOP))
        .compose(done -> desk.startApi(config))
        .onSuccess(done -> started.complete(this))
        .onFailure(e -> end("did not start: " + e.getMessage()).onComplete(_ -> started.fail(e)));
    return started.future();
  }

  private Future<?> deployEconomics() {
    return economics.isEmpty()
        ? Future.succeededFuture()
        : deploy(economics.get(), ThreadingModel.EVENT_LOOP);
  }

  private Future<byte[]> serveManagement(byte[] request) {
    return economics.isEmpty()
        ? Future.failedFuture("this node manages no pools")
        : economics.get().serve(request);
  }

  /** The management of workers, pools and scores, if the configuration wants it. */
  public Optional<EconomicsVerticle> economics() {
    return economics;
  }

  /** What pays people; empty while it does not run, and if no rail is configured. */
  public Optional<PayoutService> payouts() {
    return payouts.service();
  }

  private Future<?> deployRoles() {
    Future<?> chain = Future.succeededFuture();
    for (RoleVerticle role : roles())
      chain = chain.compose(done -> deploy(role, ThreadingModel.WORKER));
    return chain;
  }

  private Future<?> deploy(Deployable verticle, ThreadingModel model) {
    return vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model));
  }

  private List<RoleVerticle> roles() {
    var host =
        new RoleVerticle.RoleHost(ledger::latest, blobs, compute, crew, cpu, training, this::fail);
    return new RoleAssembly(config, keys, plugins, privateData).verticles(client, host);
  }

  /** Undeploys everything and closes the stores. */
  public Future<Void> stop() {
    return end(failure().map(why -> "failed: " + why).orElse("in order"));
  }

  private Future<Void> end(String outcome) {
    // A promise of no context: that of this node's Vert.x no longer runs anything once it is
    // closed.
    Promise<Void> stopped = Promise.promise();
    stopping = true;
    vertx
        .close()
        .onComplete(closed -> {
          audit.close(outcome);
          stores.close();
          if (closed.succeeded()) stopped.complete();
          else stopped.fail(closed.cause());
        });
    return stopped.future();
  }

  public NodeConfig config() {
    return config;
  }

  public Genesis genesis() {
    return genesis;
  }

  public KeyPair keys() {
    return keys;
  }

  public Address address() {
    return keys.address();
  }

  public Vertx vertx() {
    return vertx;
  }

  /** The ledger after the last final block; any thread. */
  public LedgerState ledger() {
    return ledger.latest();
  }

  LedgerVerticle ledgerVerticle() {
    return ledger;
  }

  /** The final chain on this node's disk. Blocks. */
  public ChainReader chain() {
    return new StoredChain(stores.chain());
  }

  public ConsensusMachine.Status consensus() {
    return consensus.status();
  }

  public NetworkVerticle peers() {
    return network;
  }

  public CpuMeter cpu() {
    return cpu;
  }

  public FinalityMeter finality() {
    return finality;
  }

  public PeerBlobs blobs() {
    return blobs;
  }

  /** Submits tasks with this node's key. */
  public ClientDesk client() {
    return client;
  }

  /** What the API shows of this node. */
  public NodeDesk desk() {
    return desk;
  }

  /** Whether the node had to stop voting or writing because its disk failed. */
  public boolean failed() {
    return failure.get() != null;
  }

  /** Why it had to, in an operator's words. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Whether a unit is being trained now. */
  public boolean training() {
    return training.get() > 0;
  }
}
