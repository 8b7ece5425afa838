package io.pouw.node.demo;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Parameters;
import io.pouw.node.NodeIdentity;
import io.pouw.node.PrivateData;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.StorageSettings;
import io.pouw.node.config.SyncSettings;
import io.pouw.node.config.ValidatorsFile;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.Role;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A network of nodes in one JVM that share nothing but their sockets on loopback: each has its own
 * key in its own keystore, its own data folder, its own Vert.x.
 */
final class DemoNetwork {
  /** What a ticket holder begins with; the stake of a role is bonded from it. */
  private static final long ROLE_BALANCE = 1_000 * Amounts.PAI;

  private static final long ROLE_STAKE = 500 * Amounts.PAI;
  private static final long CLIENT_BALANCE = 5_000 * Amounts.PAI;
  private static final Duration VIEW_TIMEOUT = Duration.ofSeconds(5);
  private static final int MEETING_LOOKS = 100;
  private static final long MEETING_LOOK_MS = 20;

  /** Miners of a task, if there are not more. */
  private static final int MINERS = 16;

  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  private final Optional<DemoPool> pool;
  private final DemoOptions options;
  private final Path folder;
  private final Plugins plugins;
  private final Path pluginFolder;
  private final Datasets datasets;
  private final Map<String, KeyPair> keys = new TreeMap<>();
  private final Map<String, String> passwords = new TreeMap<>();
  private final Optional<DemoGuests> guests;
  private final List<DemoMember> members = new ArrayList<>();
  private final Genesis genesis;

  private record Seat(String name, Optional<Role> role, boolean cheater) {}

  DemoNetwork(
      DemoOptions options,
      Path folder,
      Plugins plugins,
      Path pluginFolder,
      Datasets datasets,
      Optional<DemoGuests> guests,
      Optional<DemoPool> pool) {
    this.guests = guests;
    this.pool = pool;
    this.options = options;
    this.folder = folder;
    this.plugins = plugins;
    this.pluginFolder = pluginFolder;
    this.datasets = datasets;
    this.genesis = makeGenesis();
    GenesisFile.write(genesis, folder.resolve("genesis.json"));
  }

  private KeyPair key(String name) {
    return keys.computeIfAbsent(
        name,
        node -> {
          byte[] secret = new byte[24];
          new SecureRandom().nextBytes(secret);
          String password = java.util.Base64.getEncoder().encodeToString(secret);
          passwords.put(node, password);
          Path home = folder.resolve(node);
          home.toFile().mkdirs();
          return NodeIdentity.openOrCreate(home.resolve("keystore.p12"), password.toCharArray());
        });
  }

  private Genesis makeGenesis() {
    List<ValidatorsFile.Entry> entries = ValidatorsFile.read(options.validatorsFile());
    var validators = new ArrayList<GenesisValidator>();
    for (int i = 0; i < options.validators(); i++) {
      ValidatorsFile.Entry entry = entries.get(i % entries.size());
      String name = i < entries.size() ? entry.nodeId() : "node_" + (i + 1);
      long balance = isGuest(name) ? ROLE_BALANCE : entry.initialBalance();
      validators.add(new GenesisValidator(name, key(name).publicKey(), entry.stake(), balance));
    }
    var accounts = new ArrayList<GenesisAccount>();
    for (Seat seat : seats())
      accounts.add(
          new GenesisAccount(
              key(seat.name()).address(),
              seat.role().isPresent() ? ROLE_BALANCE : CLIENT_BALANCE,
              seat.name()));
    Parameters parameters =
        Parameters.DEFAULTS
            .with(Parameter.MIN_DRAWS, options.miners())
            .with(Parameter.MAX_MINERS, Math.max(MINERS, options.miners()))
            .with(Parameter.DRAW_STRIDE_WEIGHT, 1_000_000_000_000L);
    return new Genesis("pouw-demo", System.currentTimeMillis(), parameters, validators, accounts);
  }

  private boolean isGuest(String name) {
    return guests.filter(each -> each.seat().equals(name)).isPresent();
  }

  private List<Seat> seats() {
    var seats = new ArrayList<Seat>();
    add(seats, Role.MINER, options.miners(), options.dishonestMiners());
    add(seats, Role.SUPERVISOR, options.supervisors(), 0);
    add(seats, Role.VERIFIER, options.verifiers(), 0);
    add(seats, Role.EVALUATOR, options.evaluators(), 0);
    seats.add(new Seat("client", Optional.empty(), false));
    return seats;
  }

  private static void add(List<Seat> seats, Role role, int count, int cheaters) {
    String name = role.name().toLowerCase(java.util.Locale.ROOT);
    for (int i = 1; i <= count; i++)
      seats.add(new Seat(name + "-" + i, Optional.of(role), i <= cheaters));
  }

  /**
   * Starts one node after the other, the first validator as the way in for the rest. Each gets a
   * moment to meet those before it: a hundred handshakes at once on a cold JVM would time each
   * other out. Opens stores and makes keys on the calling thread, which may be none of Vert.x.
   */
  void start(Duration limit) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    var all = new ArrayList<Seat>();
    for (GenesisValidator each : genesis.validators())
      if (!isGuest(each.nodeId())) all.add(new Seat(each.nodeId(), Optional.empty(), false));
    all.addAll(seats());
    List<String> bootstrap = List.of();
    for (Seat seat : all) {
      PouwNode node =
          start(seat, bootstrap)
              .toCompletionStage()
              .toCompletableFuture()
              .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (bootstrap.isEmpty()) bootstrap = List.of("127.0.0.1:" + node.peers().port());
      meet(node);
    }
    if (guests.isPresent()) startGuests(guests.get(), bootstrap.getFirst());
  }

  private void startGuests(DemoGuests who, String bootstrap) throws Exception {
    String password = passwords.getOrDefault(who.seat(), "");
    Path keystore = folder.resolve(who.seat()).resolve("keystore.p12");
    who.start(new DemoGuests.Place(genesis, keystore, password, folder, bootstrap));
  }

  private void meet(PouwNode node) throws InterruptedException {
    int others = members().size() - 1;
    for (int look = 0; look < MEETING_LOOKS && peersOf(node) < others; look++)
      TimeUnit.MILLISECONDS.sleep(MEETING_LOOK_MS);
  }

  private static int peersOf(PouwNode node) {
    return node.peers().network().peers().size();
  }

  private Future<PouwNode> start(Seat seat, List<String> bootstrap) {
    var settings = new TreeMap<String, String>();
    if (seat.cheater()) misconduct(settings);
    if (seat.role().equals(Optional.of(Role.MINER)))
      options.federation().ifPresent(each -> join(each, seat, settings));
    poolOf(seat).ifPresent(each -> settings.putAll(each.settings()));
    var config =
        new NodeConfig(
            seat.name(),
            seat.role().map(Set::of).orElseGet(Set::of),
            folder.resolve(seat.name()),
            folder.resolve("genesis.json"),
            pluginFolder,
            "127.0.0.1",
            0,
            bootstrap,
            50,
            VIEW_TIMEOUT,
            VIEW_TIMEOUT.multipliedBy(4),
            HEARTBEAT,
            api(seat),
            1,
            seat.role().isPresent() ? ROLE_STAKE : 0,
            settings,
            StorageSettings.ARCHIVE,
            SyncSettings.BLOCKS,
            poolOf(seat).map(DemoPool::management));
    var node = new PouwNode(config, genesis, key(seat.name()), plugins, datasets);
    synchronized (members) {
      members.add(new DemoMember(seat.name(), seat.role(), seat.cheater(), node));
    }
    return node.start();
  }

  private void join(DemoOptions.Federation federation, Seat seat, Map<String, String> settings) {
    settings.put(PrivateData.SETTING, DemoShards.folder(folder, seat.name()).toString());
    settings.put("backend", federation.backend());
  }

  /** The client's node serves HTTP if somebody wants it, and for its pool, which is run over it. */
  private Optional<NodeConfig.Endpoint> api(Seat seat) {
    if (!seat.name().equals("client")) return Optional.empty();
    return options
        .apiPort()
        .or(() -> pool.map(each -> 0))
        .map(port -> new NodeConfig.Endpoint("127.0.0.1", port));
  }

  /** The client's node operates the pool. */
  private Optional<DemoPool> poolOf(Seat seat) {
    return seat.name().equals("client") ? pool : Optional.empty();
  }

  private void misconduct(Map<String, String> settings) {
    options
        .federation()
        .ifPresentOrElse(
            federation -> settings.put("misconduct", "poison:" + federation.attack()),
            () -> {
              settings.put("misconduct", "forge");
              settings.put("misconduct_from_round", Integer.toString(options.cheatFromRound()));
            });
  }

  Genesis genesis() {
    return genesis;
  }

  List<DemoMember> members() {
    synchronized (members) {
      return List.copyOf(members);
    }
  }

  List<DemoMember> with(Role role) {
    return members().stream().filter(each -> each.role().equals(Optional.of(role))).toList();
  }

  DemoMember client() {
    return members().stream()
        .filter(each -> each.name().equals("client"))
        .findFirst()
        .orElseThrow();
  }

  /** How many tickets there will be once everybody has taken his. */
  int expectedTickets() {
    return seats().size() - 1 + (guests.isPresent() ? 1 : 0);
  }

  Future<Void> stop() {
    return Future.join(members().stream().map(each -> each.node().stop()).toList()).mapEmpty();
  }
}
