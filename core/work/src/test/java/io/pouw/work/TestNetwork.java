package io.pouw.work;

import io.pouw.ledger.Built;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.Rejected;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.Transition;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Machines of all roles on virtual time, on the real ledger, with one block producer instead of
 * consensus. Messages and transactions are lost at the given rate, by the printed seed.
 */
final class TestNetwork {
  private static final long BLOCK_MS = 100;
  private static final long LATENCY_MS = 5;
  private static final long STAKE = 1_000 * Amounts.PAI;
  private static final byte[] SALT = Hash.sha256(new byte[] {7}).toBytes();

  private record Event(long at, long order, Runnable step) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private record Submission(TestNode from, TransactionBody body) {}

  final Map<String, TestNode> nodes = new LinkedHashMap<>();
  final List<LedgerEvent> events = new ArrayList<>();
  final List<String> rejections = new ArrayList<>();
  LedgerState ledger;
  Hash task = Hash.ZERO;
  private final TaskType type = new IrisRegression();
  private final byte[] training;
  private final byte[] test;
  private final DataManifest testManifest;
  private final KeyPair validator = key("validator");
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final List<Submission> pool = new ArrayList<>();
  private final SplittableRandom random;
  private final double loss;
  private long now;
  private long order;

  /**
   * @param miners of 6 accounts, how many take a ticket
   * @param loss share of messages and transactions that are lost
   */
  TestNetwork(int miners, Parameters parameters, long seed, double loss) {
    this.random = new SplittableRandom(seed);
    this.loss = loss;
    System.out.println("network seed " + seed + ", loss " + loss);
    List<String> rows = rows();
    training = csv(rows, 0);
    test = csv(rows, 1);
    nodes("supervisor", 2, context -> new SupervisorMachine(context, () -> UpdateJudge.NOBODY));
    nodes("verifier", 3, VerifierMachine::new);
    nodes("evaluator", 2, EvaluatorMachine::new);
    nodes("miner", miners, MinerMachine::new);
    testManifest = new DataManifest(List.of(new DataPart("rows", BlobId.of(test))));
    var secret = new ClientMachine.Secret(testManifest, SALT);
    add(
        "client",
        context ->
            new ClientMachine(
                context, commitment -> Optional.of(secret).filter(each -> opens(commitment))));
    ledger = LedgerState.genesis(genesis(parameters));
    submitTickets();
    produce();
    after(BLOCK_MS, this::produceAgain);
  }

  private boolean opens(Hash commitment) {
    return commitment.equals(testManifest.commitment(SALT));
  }

  static KeyPair key(String name) {
    return KeyPair.fromSeed(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toBytes());
  }

  private Genesis genesis(Parameters parameters) {
    var accounts = new ArrayList<GenesisAccount>();
    for (String group : List.of("supervisor", "verifier", "evaluator", "miner"))
      for (int i = 0; i < 6; i++) accounts.add(account(group + i));
    accounts.add(account("client"));
    return new Genesis(
        "test",
        1_000,
        parameters,
        List.of(new GenesisValidator("validator", validator.publicKey(), STAKE, STAKE)),
        accounts);
  }

  private static GenesisAccount account(String name) {
    return new GenesisAccount(key(name).address(), 10 * STAKE, name);
  }

  private void nodes(String group, int count, Function<RoleContext, RoleMachine> factory) {
    for (int i = 0; i < count; i++) add(group + i, factory);
  }

  private void add(String name, Function<RoleContext, RoleMachine> factory) {
    nodes.put(name, new TestNode(this, name, key(name), type, privateData(name), factory));
  }

  /** Every fifth row from the miner's place on, none of them for the test. */
  static Map<String, byte[]> privateData(String name) {
    if (!name.startsWith("miner")) return Map.of();
    int number = Integer.parseInt(name.substring("miner".length()));
    var own = new StringBuilder();
    List<String> rows = rows();
    for (int i = number % 4 + 1; i < rows.size(); i += 5) own.append(rows.get(i)).append('\n');
    return Map.of("rows", own.toString().getBytes(StandardCharsets.US_ASCII));
  }

  TestNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  TestNode node(Address address) {
    return nodes.values().stream()
        .filter(each -> each.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private void submitTickets() {
    for (TestNode each : nodes.values()) {
      Optional<Role> role = roleOf(each.name);
      if (role.isEmpty()) continue;
      pool.add(new Submission(each, new TransactionBody.Stake(STAKE)));
      pool.add(new Submission(each, new TransactionBody.TakeTicket(role.get(), new byte[0])));
    }
  }

  private static Optional<Role> roleOf(String name) {
    for (Role role : Role.values())
      if (name.startsWith(role.name().toLowerCase(Locale.ROOT))) return Optional.of(role);
    return Optional.empty();
  }

  /** Submits the iris task; one block later it has an id. */
  void submitTask(String spec) {
    submitTask(spec, spec);
  }

  /**
   * Submits a task with the plan of another spec.
   *
   * @param planned from which the plan is made
   */
  void submitTask(String spec, String planned) {
    submitTask(spec, planned, Map.of("rows", training));
  }

  /** Submits a federated task, to which the client adds so much damping. */
  void submitFederatedTask(String spec, long damping) {
    byte[] part = Long.toString(damping).getBytes(StandardCharsets.US_ASCII);
    submitTask(spec, spec, Map.of("damping", part));
  }

  private void submitTask(String spec, String planned, Map<String, byte[]> parts) {
    TestNode from = node("client");
    List<DataPart> named = new ArrayList<>();
    parts.forEach((name, content) -> {
      from.blobs.put(BlobId.of(content), content);
      named.add(new DataPart(name, BlobId.of(content)));
    });
    var manifest = new DataManifest(named);
    from.blobs.put(BlobId.of(test), test);
    byte[] bytes = spec.getBytes(StandardCharsets.US_ASCII);
    runUntil(() -> ledger.height() > 1);
    pool.add(
        new Submission(
            from,
            new TransactionBody.SubmitTask(
                type.name(),
                bytes,
                type.plan(planned.getBytes(StandardCharsets.US_ASCII), Map.of()),
                manifest,
                testManifest.commitment(SALT),
                100 * Amounts.PAI,
                10 * Amounts.PAI,
                5_000)));
    runUntil(() -> ledger.tasks().stream().anyMatch(each -> each.lead().isPresent()));
    task = ledger.tasks().iterator().next().id();
  }

  TaskState task() {
    return ledger.task(task).orElseThrow();
  }

  /** What an honest machine alone makes of the task. */
  BlobId honestResult() {
    TaskState submitted = task();
    byte[] state =
        Replay.of(
                type, submitted.body().spec(), Map.of("rows", training), submitted.effectiveSeed())
            .run((index, id, bytes) -> {});
    return BlobId.of(state);
  }

  BlobId result() {
    return task().checkpoints().getLast().content().state();
  }

  TestNode lead() {
    return node(task().lead().orElseThrow());
  }

  /** The supervisor that does not lead. */
  TestNode follower() {
    return task().supervisors().stream()
        .map(this::node)
        .filter(each -> each != lead())
        .findFirst()
        .orElseThrow();
  }

  /** Everybody who lost stake. */
  List<String> slashed() {
    return nodes.values().stream()
        .filter(each -> ledger.account(each.address()).orElseThrow().slashed() > 0)
        .map(each -> each.name)
        .toList();
  }

  /** Runs until so many rounds were closed. */
  void runToRound(int rounds) {
    runUntil(() -> reports(RoleEvent.RoundClosed.class) >= rounds);
  }

  long reports(Class<? extends RoleEvent> kind) {
    return nodes.values().stream()
        .flatMap(each -> each.events.stream())
        .filter(kind::isInstance)
        .count();
  }

  void runToEnd() {
    runUntil(() -> task().status().isFinal());
    if (task().status() != TaskStatus.SETTLED)
      throw new AssertionError(task().status() + ": " + task().outcome());
  }

  void runUntil(BooleanSupplier condition) {
    long end = now + 600_000;
    while (!condition.getAsBoolean()) {
      Event next = queue.remove();
      now = next.at();
      if (now > end) throw new AssertionError("nothing came of it: " + status());
      next.step().run();
    }
  }

  private String status() {
    return ledger.tasks().stream()
            .map(each ->
                "%s, generation %d, %d checkpoints, %s"
                    .formatted(
                        each.status(),
                        each.generation(),
                        each.checkpoints().size(),
                        each.outcome()))
            .toList()
        + "\n"
        + rejections;
  }

  void after(long delayMs, Runnable step) {
    queue.add(new Event(now + delayMs, order++, step));
  }

  private boolean lost() {
    return random.nextDouble() < loss;
  }

  void send(TestNode from, RoleEffect.Send send) {
    if (lost()) return;
    nodes.values().stream()
        .filter(each -> each.address().equals(send.to()))
        .forEach(to ->
            after(
                LATENCY_MS + random.nextInt(5),
                () ->
                    to.input(
                        new RoleInput.Received(from.address(), send.topic(), send.payload()))));
  }

  void submit(TestNode from, TransactionBody body) {
    if (!lost()) pool.add(new Submission(from, body));
  }

  Optional<byte[]> find(TestNode node, RoleEffect.FetchBlob fetch) {
    byte[] own = node.blobs.get(fetch.id());
    if (own != null) return Optional.of(own);
    return fetch.sources().stream()
        .flatMap(source -> nodes.values().stream().filter(each -> each.address().equals(source)))
        .filter(each -> each.alive)
        .flatMap(each -> Optional.ofNullable(each.blobs.get(fetch.id())).stream())
        .filter(content -> BlobId.of(content).equals(fetch.id()))
        .findFirst();
  }

  private void produceAgain() {
    produce();
    for (TestNode each : nodes.values())
      after(random.nextInt(20), () -> each.input(new RoleInput.Finalized(ledger)));
    after(BLOCK_MS, this::produceAgain);
  }

  /** A block of all submissions that apply; what is refused is gone. */
  private void produce() {
    var candidates = new ArrayList<>(pool);
    pool.clear();
    Built built = build(candidates);
    while (!built.rejected().isEmpty()) {
      for (Rejected each : built.rejected()) if (!each.pending()) drop(candidates, each);
      built = build(candidates);
    }
    Transition transition = built.transition();
    events.addAll(transition.events());
    ledger = transition.after();
  }

  private void drop(List<Submission> candidates, Rejected rejected) {
    rejections.add(rejected.transaction().body().kindName() + ": " + rejected.reason());
    candidates.removeIf(each ->
        each.from().address().equals(rejected.transaction().from())
            && each.body().equals(rejected.transaction().body()));
  }

  private Built build(List<Submission> candidates) {
    var nonces = new LinkedHashMap<TestNode, Long>();
    var transactions = new ArrayList<Transaction>();
    for (Submission each : candidates) {
      long first = ledger.account(each.from().address()).orElseThrow().nonce();
      long nonce = nonces.merge(each.from(), first, (counted, _) -> counted + 1);
      transactions.add(
          Transaction.sign(
              Signer.of(each.from().keys), ledger.chainId(), nonce, 10_000, each.body()));
    }
    return ledger.build(ledger.head().view() + 1, 1_000 + now, validator, transactions);
  }

  private static List<String> rows() {
    try (InputStream in =
        Objects.requireNonNull(TestNetwork.class.getResourceAsStream("/iris.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every fifth row is for the test, the others for training. */
  private static byte[] csv(List<String> rows, int testPart) {
    var chosen = new StringBuilder();
    for (int i = 0; i < rows.size(); i++)
      if (i % 5 == 0 == (testPart == 1)) chosen.append(rows.get(i)).append('\n');
    return chosen.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
