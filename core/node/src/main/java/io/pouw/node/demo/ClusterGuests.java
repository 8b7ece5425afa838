package io.pouw.node.demo;

import io.pouw.storage.sql.SqlServer;
import io.pouw.storage.sql.SqlSettings;
import io.pouw.storage.sql.SqlStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One validator as a cluster of four processes: two full members that share a database, and two
 * workers that train its units. In the middle of the task the full member that signs is killed.
 */
final class ClusterGuests implements DemoGuests {
  /** Four JVMs that live for half a minute: the quick compiler is enough. */
  private static final List<String> JVM =
      List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UseParallelGC");

  private static final String SIGNS = "This member signs";
  private static final String STANDS_BY = "This member stands by";
  private static final String TAKES_UNITS = "This member takes units";
  private static final String DID = "Units done";
  private static final int KILL_AFTER_ROUNDS = 4;
  private static final long START_SECONDS = 180;
  private static final long LOOK_MS = 50;

  private final String seat;
  private final Path plugins;
  private final Path conf;
  private final Consumer<String> say;
  private final List<MemberProcess> full = new ArrayList<>();
  private final List<MemberProcess> workers = new ArrayList<>();
  private @Nullable SqlServer server;
  private @Nullable SqlStore store;
  private Optional<Long> killedAtMs = Optional.empty();
  private boolean told;
  private boolean held;

  /** What a token's holder has voted. */
  private record Term(long token, long firstMs, long lastMs, long votes) {}

  ClusterGuests(String seat, Path plugins, Path conf, Consumer<String> say) {
    this.seat = seat;
    this.plugins = plugins;
    this.conf = conf;
    this.say = say;
  }

  @Override
  public String seat() {
    return seat;
  }

  @Override
  public void start(Place place) throws Exception {
    Path home = place.folder().resolve(seat);
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    Files.writeString(home.resolve("cluster-secret"), HexFormat.of().formatHex(secret));
    SqlServer database = SqlServer.start(home.resolve("database"), 0);
    server = database;
    store = SqlStore.open(new SqlSettings(database.url(), "pouw", Optional.empty(), 2));
    int port = freePort();
    full.add(full("full-1", place, home, port, port, database.url()));
    await(full.getFirst(), SIGNS);
    for (int i = 1; i <= 2; i++) workers.add(worker("worker-" + i, place, home, port));
    full.add(full("full-2", place, home, freePort(), port, database.url()));
    await(full.getLast(), STANDS_BY);
    for (MemberProcess each : workers) await(each, TAKES_UNITS);
    say.accept(
        seat + " is a cluster of processes: full-1 signs, full-2 stands by, two workers train");
  }

  private MemberProcess full(
      String name, Place place, Path home, int port, int known, String database)
      throws IOException {
    var arguments = member(name, "full", home, port, known);
    arguments.addAll(
        List.of(
            "--role",
            "miner",
            "--stake",
            "500",
            "--genesis",
            place.folder().resolve("genesis.json").toString(),
            "--data",
            home.resolve(name).toString(),
            "--keystore",
            place.keystore().toString(),
            "--port",
            "0",
            "--bootstrap",
            place.bootstrap(),
            "--set",
            "consensus.heartbeat=0.5",
            "--set",
            "consensus.timeout=20",
            "--set",
            "cluster.lease_seconds=2",
            "--set",
            "cluster.database.url=" + database));
    return MemberProcess.start(
        name, JVM, conf, home.resolve(name + ".log"), place.password(), arguments);
  }

  private MemberProcess worker(String name, Place place, Path home, int known) throws IOException {
    var arguments = member(name, "worker", home, freePort(), known);
    arguments.addAll(List.of("--set", "cluster.capacity=1"));
    return MemberProcess.start(
        name, JVM, conf, home.resolve(name + ".log"), place.password(), arguments);
  }

  private List<String> member(String name, String kind, Path home, int port, int known) {
    return new ArrayList<>(
        List.of(
            "node",
            "start",
            "--cluster",
            "--member-kind",
            kind,
            "--node-id",
            name,
            "--plugins",
            plugins.toString(),
            "--cluster-port",
            Integer.toString(port),
            "--cluster-members",
            "127.0.0.1:" + known,
            "--cluster-secret-file",
            home.resolve("cluster-secret").toString()));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(MemberProcess member, String line)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (member.last(line).isEmpty()) {
      if (!member.isAlive())
        throw new IllegalStateException(
            member.name() + " has ended: " + member.last("").orElse("without a word"));
      if (System.nanoTime() > deadline)
        throw new TimeoutException(member.name() + " did not say '" + line + "' in time");
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  @Override
  public void look(int closedRounds) {
    if (killedAtMs.isEmpty() && closedRounds >= KILL_AFTER_ROUNDS) {
      full.getFirst().kill();
      killedAtMs = Optional.of(System.currentTimeMillis());
      say.accept("full-1, which signs for " + seat + ", is killed in round " + closedRounds);
    }
    if (killedAtMs.isPresent() && !told && terms().size() > 1) {
      told = true;
      say.accept(
          String.format(
              Locale.ROOT, "full-2 votes for %s, %.1f s after the kill", seat, failOverMs() / 1e3));
    }
  }

  /** From the kill to the first vote of the next member; the database is on this machine. */
  private long failOverMs() {
    return terms().get(1).firstMs() - killedAtMs.orElseThrow();
  }

  private List<Term> terms() {
    SqlStore open = java.util.Objects.requireNonNull(store, "started");
    return open.jdbi()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT token, MIN(signed_at_ms) AS first_ms, MAX(signed_at_ms) AS last_ms,"
                        + " COUNT(*) AS votes FROM signed_vote GROUP BY token ORDER BY token")
                .map((row, context) ->
                    new Term(
                        row.getLong("token"),
                        row.getLong("first_ms"),
                        row.getLong("last_ms"),
                        row.getLong("votes")))
                .list());
  }

  @Override
  public String finish() throws Exception {
    for (MemberProcess each : workers) each.end();
    full.getLast().end();
    List<Term> terms = terms();
    boolean oneVoice = terms.size() == 2 && terms.get(0).lastMs() <= terms.get(1).firstMs();
    boolean taken = full.getLast().last(SIGNS).isPresent();
    held = killedAtMs.isPresent() && oneVoice && taken;
    var text = new StringBuilder();
    text.append("cluster of ").append(seat).append(":\n");
    for (Term each : terms)
      text.append(
          "  token %d: %d votes recorded before they left\n".formatted(each.token(), each.votes()));
    if (held)
      text.append(
          String.format(
              Locale.ROOT,
              "  fail-over: %.1f s from kill -9 to the first vote of full-2; no vote of full-1 after"
                  + " it, no view with two votes of a kind%n",
              failOverMs() / 1e3));
    else text.append("  the fail-over did NOT hold: terms ").append(terms).append('\n');
    for (MemberProcess each : workers)
      text.append("  ")
          .append(each.name())
          .append(": ")
          .append(each.last(DID).orElse("no units"))
          .append('\n');
    return text.toString();
  }

  @Override
  public boolean held() {
    return held;
  }

  @Override
  public void close() {
    full.forEach(MemberProcess::close);
    workers.forEach(MemberProcess::close);
    if (store != null) store.close();
    if (server != null) server.close();
  }
}
