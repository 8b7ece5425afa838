package io.pouw.node.api;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.ledger.Built;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.StateEntry;
import io.pouw.ledger.StateKey;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.economics.Economics;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.node.metrics.ManagementMetrics;
import io.pouw.node.metrics.NodeMetrics;
import io.pouw.node.payout.PayoutService;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.Figures;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.plugin.Role;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.security.SecurityAlert;
import io.pouw.security.audit.AuditChain;
import io.pouw.security.audit.AuditEntry;
import io.pouw.security.audit.AuditEvent;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import io.pouw.storage.StateChange;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node of one validator with a real ledger and chain store, and no network. */
public final class TestNode implements NodeServices, AutoCloseable {
  final KeyPair validator = key("validator");
  final KeyPair client = key("client");
  final Genesis genesis =
      new Genesis(
          "test",
          1_000,
          Parameters.DEFAULTS,
          List.of(
              new GenesisValidator(
                  "v0", validator.publicKey(), 1_000 * Amounts.PAI, 10 * Amounts.PAI)),
          List.of(new GenesisAccount(client.address(), 500 * Amounts.PAI, "client")));
  final List<TaskRequest> requests = new ArrayList<>();

  private final ChainStore store;
  private final List<Transaction> mempool = new ArrayList<>();
  private LedgerState ledger = LedgerState.genesis(genesis);
  private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  private volatile AuditChain auditChain = AuditChain.EMPTY;
  private long nonce;
  private boolean healthy = true;
  private Optional<PayoutService> payouts = Optional.empty();
  private Optional<ClusterStatus> cluster = Optional.empty();
  private Optional<Economics> economics = Optional.empty();

  private final NodeMetrics metrics =
      new NodeMetrics(new CpuMeter())
          .gauge("pouw.height", "Height of the last final block", () -> ledger().height());
  private final ManagementMetrics management = new ManagementMetrics(metrics, Duration.ZERO);

  public TestNode(Path folder) {
    store = ChainStore.open(folder, genesis.chainId());
  }

  static KeyPair key(String name) {
    return KeyPair.fromSeed(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toBytes());
  }

  /** Of an account that there is. */
  public String clientAddress() {
    return client.address().toString();
  }

  Transaction sign(TransactionBody body) {
    return Transaction.sign(Signer.of(client), genesis.chainId(), nonce, Amounts.PAI / 100, body);
  }

  TransactionBody.SubmitTask task(long reward) {
    var part = new DataPart("rows", BlobId.of(new byte[] {1, 2, 3}));
    return new TransactionBody.SubmitTask(
        "neural",
        "{\"layers\":[]}".getBytes(StandardCharsets.UTF_8),
        new TaskPlan(4, 2, 2, 1_000, 100_000),
        new DataManifest(List.of(part)),
        Hash.sha256(new byte[] {9}),
        reward,
        Amounts.PAI,
        1_000);
  }

  /** Makes one more block with these transactions of the client final. */
  public Hash extend(TransactionBody... bodies) {
    var candidates = new ArrayList<Transaction>();
    for (TransactionBody body : bodies) {
      candidates.add(sign(body));
      nonce++;
    }
    long next = ledger.height() + 1;
    Built built = ledger.build(next, 2_000 + next, validator, candidates);
    if (!built.rejected().isEmpty())
      throw new IllegalStateException("rejected: " + built.rejected());
    var record =
        new FinalizedRecord(
            next, built.block().id(), built.block().toBytes(), certificate(built).toBytes());
    store.commit(
        record,
        new StateChange(List.of(), ChainIndex.changes(built.block(), built.transition().events())));
    ledger = built.transition().after();
    return built.block().id();
  }

  private Certificate certificate(Built built) {
    long view = built.block().header().view();
    Hash id = built.block().id();
    byte[] message = Vote.message(genesis.chainId(), VoteKind.FINALIZE, view, id);
    var signature = new Certificate.IndexedSignature(0, validator.sign(Domain.VOTE, message));
    return new Certificate(VoteKind.FINALIZE, view, id, List.of(signature));
  }

  /** From now on it manages workers. */
  void manage(Economics own) {
    economics = Optional.of(own);
  }

  /** Puts a settled task on the ledger, as if it had been done here. */
  void settled(TaskState task) {
    var entries = new ArrayList<>(ledger.entries());
    entries.add(new StateEntry(StateKey.task(task.id()).toBytes(), task.toBytes()));
    for (CheckpointState each : task.checkpoints())
      entries.add(
          new StateEntry(StateKey.checkpoint(task.id(), each.index()).toBytes(), each.toBytes()));
    ledger = LedgerState.restore(genesis, entries);
  }

  @Override
  public Optional<Economics> economics() {
    return economics;
  }

  /** From now on it is a member of a cluster. */
  public void join(ClusterStatus status) {
    cluster = Optional.of(status);
  }

  /** From now on it is all of itself again. */
  public void leave() {
    cluster = Optional.empty();
  }

  @Override
  public Optional<ClusterStatus> cluster() {
    return cluster;
  }

  void payBy(PayoutService service) {
    payouts = Optional.of(service);
  }

  @Override
  public Optional<PayoutService> payouts() {
    return payouts;
  }

  void failHealth() {
    healthy = false;
  }

  @Override
  public LedgerState ledger() {
    return ledger;
  }

  @Override
  public ChainReader chain() {
    return new StoredChain(store);
  }

  @Override
  public NodeStatus status() {
    return new NodeStatus(
        validator.publicKey(),
        "v0",
        "0.1.0",
        List.of(Role.SUPERVISOR),
        true,
        true,
        false,
        false,
        mempool.size(),
        1,
        ledger.height() + 1,
        ledger.height() + 1,
        Optional.of(validator.address()),
        Duration.ofMillis(1_500),
        0,
        new NodeStatus.Stats(0, ledger.height(), 0, 0, 0, Map.of("blobs", 3L)));
  }

  @Override
  public List<PeerInfo> peers() {
    return List.of(new PeerInfo(client.address(), "127.0.0.1:9000", true, Duration.ofSeconds(3)));
  }

  @Override
  public List<SecurityAlert> securityAlerts() {
    return List.of();
  }

  @Override
  public synchronized void audited(AuditEvent event) {
    AuditEntry entry = auditChain.entry(1_000 + auditChain.next(), event);
    auditChain = auditChain.plus(entry);
    audit.add(entry);
  }

  @Override
  public AuditPage audit(long from, int limit) {
    return new AuditPage(audit.stream().skip(from).limit(limit).toList(), 0, auditChain);
  }

  @Override
  public Health liveness() {
    return new Health(List.of(new Health.Check("process", true, "running")));
  }

  @Override
  public Health readiness() {
    return new Health(List.of(new Health.Check("disk", healthy, healthy ? "writable" : "full")));
  }

  @Override
  public String metrics() {
    management.refresh(economics, payouts, ledger);
    return metrics.scrape();
  }

  @Override
  public Optional<Transaction> pending(Hash id) {
    return mempool.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public Future<Hash> submit(Transaction transaction) {
    if (pending(transaction.id()).isPresent())
      return Future.failedFuture(
          new Problem(Problem.Kind.CONFLICT, "transaction " + transaction.id() + " is known"));
    Optional<String> objection = ledger.admit(transaction);
    if (objection.isPresent())
      return Future.failedFuture(new Problem(Problem.Kind.UNPROCESSABLE, objection.get()));
    mempool.add(transaction);
    return Future.succeededFuture(transaction.id());
  }

  @Override
  public Future<Hash> submitTask(TaskRequest request) {
    requests.add(request);
    return request.taskType().equals("neural")
        ? submit(sign(task(request.reward())))
        : Future.failedFuture(
            new IllegalArgumentException("no task type '" + request.taskType() + "' is loaded"));
  }

  @Override
  public Optional<Figures> figures(TaskState task) {
    return task.scores()
        .map(scores -> new Figures(new TreeMap<>(Map.of("accuracy", scores.accuracy()))));
  }

  @Override
  public Optional<PrivacyLoss> privacyLoss(TaskState task) {
    return Optional.of(new PrivacyLoss(100, 0.01, 1.1, 1e-5, 0.5, true));
  }

  @Override
  public Optional<String> taskSchema(String taskType) {
    return taskType.equals("neural") ? Optional.of("{\"type\": \"object\"}") : Optional.empty();
  }

  @Override
  public Future<Optional<byte[]>> model(Hash task) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public void close() {
    metrics.close();
    store.close();
  }
}
