package io.pouw.node.verticle;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Transaction;
import io.pouw.node.Version;
import io.pouw.node.api.ApiConfig;
import io.pouw.node.api.ApiVerticle;
import io.pouw.node.api.AuditPage;
import io.pouw.node.api.ChainReader;
import io.pouw.node.api.ClusterStatus;
import io.pouw.node.api.Health;
import io.pouw.node.api.NodeServices;
import io.pouw.node.api.NodeStatus;
import io.pouw.node.api.PeerInfo;
import io.pouw.node.api.Problem;
import io.pouw.node.api.TaskRequest;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.economics.Economics;
import io.pouw.node.metrics.ManagementMetrics;
import io.pouw.node.metrics.NodeMetrics;
import io.pouw.node.payout.PayoutService;
import io.pouw.plugin.Figures;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleEvent;
import io.pouw.primitives.Hash;
import io.pouw.security.SecurityAlert;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the outside may see and ask of a node; serves the API when the configuration wants one. */
public final class NodeDesk extends VerticleBase implements NodeServices {
  private static final int MILLIS = 1_000;
  private static final Duration METRICS_AT_MOST_EVERY = Duration.ofSeconds(1);

  private final PouwNode node;
  private final NodeCounts counts;
  private final ModelDesk models;
  private final PrivacyDesk privacy;
  private final Supplier<Optional<ClusterStatus>> cluster;
  private final NodeMetrics metrics;
  private final ManagementMetrics management;
  private final long startedNanos = System.nanoTime();
  private Optional<ApiVerticle> api = Optional.empty();

  NodeDesk(
      PouwNode node,
      ModelDesk models,
      PrivacyDesk privacy,
      Supplier<Optional<ClusterStatus>> cluster) {
    this.node = node;
    this.cluster = cluster;
    this.counts = new NodeCounts(node.address());
    this.models = models;
    this.privacy = privacy;
    this.metrics = new NodeMetrics(node.cpu());
    this.management = new ManagementMetrics(metrics, METRICS_AT_MOST_EVERY);
    describe();
    cluster.get().ifPresent(any -> ClusterGauges.describe(metrics, cluster));
  }

  @Override
  public Future<?> start() {
    vertx
        .eventBus()
        .<LedgerAdvanced>localConsumer(Bus.ADVANCED, message -> counts.take(message.body()));
    vertx
        .eventBus()
        .<RoleEvent>localConsumer(Bus.ROLE_EVENT, message -> counts.take(message.body()));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    metrics.close();
    return Future.succeededFuture();
  }

  /** Serves HTTP if the configuration says where. */
  Future<?> startApi(NodeConfig config) {
    if (config.api().isEmpty()) return Future.succeededFuture();
    var endpoint = config.api().get();
    var where = ApiConfig.on(endpoint.host(), endpoint.port()).withToken(endpoint.token());
    var verticle = new ApiVerticle(where, this);
    api = Optional.of(verticle);
    return vertx.deployVerticle(verticle);
  }

  /** The port of the API, if it is served. */
  public Optional<Integer> apiPort() {
    return api.map(ApiVerticle::port);
  }

  @Override
  public LedgerState ledger() {
    return node.ledger();
  }

  @Override
  public ChainReader chain() {
    return node.chain();
  }

  @Override
  public NodeStatus status() {
    ConsensusMachine.Status consensus = node.consensus();
    boolean validator =
        node.ledger().validators().stream()
            .anyMatch(each -> each.key().equals(node.keys().publicKey()));
    List<Role> roles = node.config().roles().stream().sorted().toList();
    boolean ticket =
        ledger().account(node.address()).flatMap(account -> account.ticket(Role.MINER)).isPresent();
    return new NodeStatus(
        node.keys().publicKey(),
        node.config().nodeId(),
        Version.PRODUCT,
        roles.isEmpty() ? List.of(Role.PEER) : roles,
        validator,
        !node.failed(),
        ticket,
        node.training(),
        node.ledgerVerticle().mempoolSize(),
        peerCount(),
        consensus.view(),
        consensus.finalizedHeight() + 1,
        consensus.leader(),
        Duration.ofNanos(System.nanoTime() - startedNanos),
        node.alerts().count(),
        new NodeStatus.Stats(
            counts.mined(),
            counts.proposed(),
            consensus.viewChanges(),
            counts.trained(),
            counts.verified(),
            Map.of("consensus_messages_rejected", consensus.rejected())));
  }

  @Override
  public List<SecurityAlert> securityAlerts() {
    return node.alerts().latest();
  }

  @Override
  public void audited(AuditEvent event) {
    node.audited(event);
  }

  @Override
  public AuditPage audit(long from, int limit) {
    return node.audit().page(from, limit);
  }

  private int peerCount() {
    return node.peers().network().peers().size();
  }

  @Override
  public List<PeerInfo> peers() {
    long now = System.currentTimeMillis();
    return node.peers().network().peers().stream()
        .map(peer ->
            new PeerInfo(
                peer.address(),
                peer.endpoint().toString(),
                peer.direction() == io.pouw.network.PeerInfo.Direction.OUTBOUND,
                Duration.ofMillis(Math.max(0, now - peer.connectedSinceMs()))))
        .toList();
  }

  @Override
  public Health liveness() {
    return new Health(List.of(new Health.Check("process", true, "running")));
  }

  @Override
  public Health readiness() {
    boolean alone = node.ledger().validators().size() == 1;
    int peers = peerCount();
    return new Health(
        List.of(
            new Health.Check(
                "disk", !node.failed(), node.failed() ? "cannot be written" : "can be written"),
            new Health.Check(
                "peers", alone || peers > 0, peers + " connected, expected at least 1"),
            new Health.Check("chain", true, "height " + ledger().height())));
  }

  @Override
  public String metrics() {
    management.refresh(economics(), payouts(), ledger());
    return metrics.scrape();
  }

  @Override
  public Optional<Transaction> pending(Hash id) {
    return node.ledgerVerticle().pending(id);
  }

  @Override
  public Future<Hash> submit(Transaction transaction) {
    return vertx
        .eventBus()
        .<Hash>request(Bus.SUBMIT, transaction)
        .map(answer -> answer.body())
        .recover(NodeDesk::refused);
  }

  @Override
  public Future<Hash> submitTask(TaskRequest request) {
    return node.client().submit(request).recover(NodeDesk::refused);
  }

  /** What the ledger refuses cannot be accepted; where it does not answer, another try may help. */
  private static <T> Future<T> refused(Throwable cause) {
    return Future.failedFuture(
        cause instanceof ReplyException reply
            ? new Problem(kindOf(reply), String.valueOf(reply.getMessage()))
            : cause);
  }

  private static Problem.Kind kindOf(ReplyException reply) {
    return reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
        ? Problem.Kind.UNPROCESSABLE
        : Problem.Kind.UNAVAILABLE;
  }

  @Override
  public Optional<Economics> economics() {
    return node.economics().flatMap(EconomicsVerticle::economics);
  }

  @Override
  public Optional<ClusterStatus> cluster() {
    return cluster.get();
  }

  @Override
  public Optional<PayoutService> payouts() {
    return node.payouts();
  }

  @Override
  public Future<Integer> reviewScores() {
    return node.economics()
        .map(EconomicsVerticle::askForReviews)
        .orElseGet(NodeServices.super::reviewScores);
  }

  @Override
  public Optional<String> taskSchema(String taskType) {
    return node.client().schema(taskType);
  }

  @Override
  public Optional<Figures> figures(TaskState task) {
    return node.client().figures(task);
  }

  @Override
  public Optional<PrivacyLoss> privacyLoss(TaskState task) {
    return privacy.of(task);
  }

  @Override
  public Future<Optional<byte[]>> model(Hash task) {
    return models.file(task);
  }

  private void describe() {
    metrics
        .gauge("pouw.height", "Height of the last final block", () -> ledger().height())
        .gauge("pouw.view", "View that consensus is in", () -> node.consensus().view())
        .gauge("pouw.peers", "Authenticated channels", this::peerCount)
        .gauge(
            "pouw.mempool.transactions",
            "Transactions that wait",
            () -> node.ledgerVerticle().mempoolSize())
        .gauge("pouw.supply", "Base units in being", () -> ledger().supply().total())
        .gauge("pouw.minted", "Base units ever minted", () -> ledger().supply().minted())
        .gauge("pouw.burned", "Base units ever burnt", () -> ledger().supply().burned())
        .gauge(
            "pouw.finality.seconds.p50",
            "Median time to finality of own proposals",
            () -> node.finality().percentileMs(0.50) / MILLIS)
        .gauge(
            "pouw.finality.seconds.p99",
            "99th percentile of the time to finality of own proposals",
            () -> node.finality().percentileMs(0.99) / MILLIS)
        .counter("pouw.blocks", "Blocks finalised since the start", counts::blocks)
        .counter("pouw.transactions", "Transactions in them", counts::transactions)
        .counter("pouw.updates", "Updates in rounds that this node closed", counts::updates)
        .counter("pouw.update.bytes", "Bytes of these updates", counts::updateBytes)
        .counter(
            "pouw.view.changes",
            "Views that ended without a block",
            () -> node.consensus().viewChanges())
        .counter("pouw.security.alerts", "Alerts since the start", () -> node.alerts().count());
  }
}
