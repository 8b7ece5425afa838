package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameters;
import io.pouw.node.NodeIdentity;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.Layers;
import io.pouw.node.config.NodeConfigReader;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.sql.SqlServer;
import io.pouw.storage.sql.SqlSettings;
import io.pouw.storage.sql.SqlStore;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The only validator of a network, as two full members in processes of their own that share a
 * database; a peer in this JVM watches. Whoever signs is paused, cut off from the database, and
 * killed in turn, and the chain has to go on without a second voice.
 */
@Timeout(180)
class FailoverTest {
  private static final String PASSWORD = "of a test";
  private static final long RICH = 10_000 * Amounts.PAI;
  private static final long LIMIT_SECONDS = 60;
  private static final KeyPair WATCHER = key(9);

  @TempDir Path folder = Path.of("");

  private record Row(long token, long firstMs, long lastMs, long votes) {}

  private static KeyPair key(int number) {
    byte[] seed = new byte[KeyPair.SEED_BYTES];
    seed[0] = (byte) number;
    return KeyPair.fromSeed(seed);
  }

  @Test
  void theChainGoesOnWithOneVoiceWhenTheSignerIsPausedOrCutOffOrKilled() throws Exception {
    Path keystore = folder.resolve("operator.p12");
    KeyPair operator = NodeIdentity.openOrCreate(keystore, PASSWORD.toCharArray());
    Genesis genesis =
        new Genesis(
            "failover",
            1_700_000_000_000L,
            Parameters.DEFAULTS,
            List.of(new GenesisValidator("node_1", operator.publicKey(), RICH, 0)),
            List.of(new GenesisAccount(WATCHER.address(), RICH, "watcher")));
    GenesisFile.write(genesis, folder.resolve("genesis.json"));
    Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef");
    PouwNode watcher = watcher(genesis);
    int port = ClusterBusTest.freePort();
    try (SqlServer server = SqlServer.start(folder.resolve("db"), 0);
        var link = new CutProxy(server.port());
        SqlStore store =
            SqlStore.open(new SqlSettings(server.url(), "pouw", Optional.empty(), 2))) {
      String cuttable = "jdbc:h2:tcp://127.0.0.1:" + link.port() + "/./cluster";
      try (Member a = member("a", port, port, server.url(), watcher)) {
        until("a signs", () -> a.said("This member signs") == 1);
        try (Member b = member("b", ClusterBusTest.freePort(), port, cuttable, watcher)) {
          until("b stands by", () -> b.said("This member stands by") == 1);
          grows(watcher);

          a.pause();
          until("b signs after a was paused", () -> b.said("This member signs") == 1);
          grows(watcher);
          a.goOn();
          until("a stands by again", () -> a.said("This member stands by") == 1);

          link.cut();
          until("a signs after b was cut off", () -> a.said("This member signs") == 2);
          grows(watcher);
          link.mend();
          until("b is back", () -> b.said("This member stands by") == 2);

          a.kill();
          until("b signs after a was killed", () -> b.said("This member signs") == 2);
          grows(watcher);
          statusOf(b);
        }
      }
      oneVoice(store);
    } finally {
      watcher.stop().await(20, TimeUnit.SECONDS);
    }
  }

  /** What the member that signs in the end says of it. */
  private void statusOf(Member b) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String api = "http://127.0.0.1:" + b.last("API on port (\\d+)");
      until(
          "b tells of the last fail-over",
          () -> get(http, api + "/api/v1/cluster").contains("\"from_token\":3"));
      var cluster = new JsonObject(get(http, api + "/api/v1/cluster"));
      assertEquals("b", cluster.getString("answering"));
      assertEquals("b", cluster.getJsonObject("lease").getString("holder"));
      assertEquals(4, cluster.getJsonObject("lease").getInteger("token"));
      JsonObject failOver = cluster.getJsonObject("last_fail_over");
      assertEquals(4, failOver.getInteger("token"));
      assertTrue(failOver.getLong("gap_ms") > 0, failOver::encode);
      String metrics = get(http, api + "/metrics");
      assertTrue(metrics.contains("pouw_cluster_lease_token 4.0"), metrics);
      assertTrue(
          metrics.contains("pouw_cluster_member_signs{kind=\"full\",member=\"b\"} 1.0"), metrics);
    }
  }

  private static String get(HttpClient http, String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Tokens take turns: no vote of one was written after the first of the next. */
  private static void oneVoice(SqlStore store) {
    List<Row> terms =
        store
            .jdbi()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT token, MIN(signed_at_ms) AS first_ms, MAX(signed_at_ms) AS last_ms,"
                            + " COUNT(*) AS votes FROM signed_vote GROUP BY token ORDER BY token")
                    .map((row, context) ->
                        new Row(
                            row.getLong("token"),
                            row.getLong("first_ms"),
                            row.getLong("last_ms"),
                            row.getLong("votes")))
                    .list());
    assertEquals(4, terms.size(), terms::toString);
    for (int i = 1; i < terms.size(); i++) {
      assertTrue(terms.get(i - 1).lastMs() <= terms.get(i).firstMs(), terms::toString);
      long gap = terms.get(i).firstMs() - terms.get(i - 1).lastMs();
      System.out.println("fail-over " + i + ": " + gap + " ms from the last vote to the next");
    }
  }

  private PouwNode watcher(Genesis genesis) throws Exception {
    var config =
        NodeConfigReader.read(
            new Layers()
                .values(
                    Map.of(
                        "data_folder",
                        folder.resolve("watcher").toString(),
                        "genesis",
                        folder.resolve("genesis.json").toString(),
                        "plugins",
                        folder.resolve("plugins").toString(),
                        "network.listen_port",
                        "0")));
    var node =
        new PouwNode(
            config, genesis, WATCHER, Plugins.load(config.plugins()), new Datasets(folder, folder));
    return node.start().await(30, TimeUnit.SECONDS);
  }

  private Member member(String name, int port, int known, String url, PouwNode watcher)
      throws Exception {
    return Member.start(
        folder.resolve(name + ".log"),
        PASSWORD,
        List.of(
            "node",
            "start",
            "--cluster",
            "--node-id",
            name,
            "--genesis",
            folder.resolve("genesis.json").toString(),
            "--data",
            folder.resolve(name).toString(),
            "--keystore",
            folder.resolve("operator.p12").toString(),
            "--plugins",
            folder.resolve("plugins").toString(),
            "--port",
            "0",
            "--api-port",
            "0",
            "--bootstrap",
            "127.0.0.1:" + watcher.peers().port(),
            "--cluster-port",
            Integer.toString(port),
            "--cluster-members",
            "127.0.0.1:" + known,
            "--cluster-secret-file",
            folder.resolve("secret").toString(),
            "--set",
            "cluster.database.url=" + url,
            "--set",
            "cluster.lease_seconds=2",
            "--set",
            "consensus.heartbeat=0.2"));
  }

  private void grows(PouwNode watcher) throws Exception {
    long height = watcher.ledger().height();
    until("the chain goes on from " + height, () -> watcher.ledger().height() >= height + 3);
    assertFalse(watcher.failed());
  }

  private void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.call()) {
      if (System.nanoTime() > deadline) throw new AssertionError(what + ": not in time\n" + logs());
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private String logs() throws Exception {
    var text = new StringBuilder();
    for (String name : List.of("a", "b")) {
      Path log = folder.resolve(name + ".log");
      text.append("--- ").append(name).append('\n');
      if (Files.exists(log)) text.append(Files.readString(log));
    }
    return text.toString();
  }
}
