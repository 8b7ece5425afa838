package io.pouw.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.api.ApiConfig;
import io.pouw.node.api.ApiVerticle;
import io.pouw.node.api.ClusterStatus;
import io.pouw.node.api.TestNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command against a running API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterStatusCommandTest {
  private final Vertx vertx = Vertx.vertx();
  private TestNode node;
  private String url;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    node = new TestNode(folder);
    var api = new ApiVerticle(ApiConfig.on("127.0.0.1", 0), node);
    vertx.deployVerticle(api).await(20, TimeUnit.SECONDS);
    url = "http://127.0.0.1:" + api.port();
  }

  @BeforeEach
  void leave() {
    node.leave();
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
    node.close();
  }

  private static ClusterStatus.Member member(String name, String kind, String state, int capacity) {
    return new ClusterStatus.Member(
        name + "-id",
        name,
        "127.0.0.1:5701",
        kind,
        state,
        System.currentTimeMillis() - 90_000,
        1_000,
        capacity,
        capacity / 2,
        1,
        capacity * 1.5e6,
        capacity,
        name.equals("w2"));
  }

  private static ClusterStatus status(long ageMs) {
    return new ClusterStatus(
        "full-1",
        List.of(
            member("full-1", "full", "signs", 0),
            member("full-2", "full", "stands_by", 0),
            member("w2", "worker", "ready", 4)),
        Optional.of(new ClusterStatus.Lease("full-1", 3, 1_500, ageMs)),
        List.of(new ClusterStatus.Replacement("w1", "silent for 5 s", 1_000)),
        1,
        Optional.of(new ClusterStatus.FailOver(3, 2, 2_000, 2_300)));
  }

  @Test
  void membersLeaseAndFailOverAreShown() {
    node.join(status(200));
    Outcome shown = Outcome.of("cluster", "status", "--node", url);
    assertEquals(0, shown.exit(), shown.err());
    for (String text :
        List.of(
            "full-1  full    signs        1 min",
            "full-2  full    stands by    1 min",
            "w2      worker  ready, slow  1 min  2 of 4   1     6.00e+06/s  4",
            "full-1, token 3, 1.5 s left",
            "token 3 after 2, 2.3 s between their votes",
            "replaced         1 times",
            "w1: silent for 5 s"))
      assertTrue(shown.out().contains(text), () -> "no '" + text + "' in\n" + shown.out());
    assertFalse(shown.out().contains("not answered"), shown.out());
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNoticed() {
    node.join(status(61_000));
    assertTrue(
        Outcome.of("cluster", "status", "--node", url)
            .out()
            .contains("the database has not answered for 1 min"));
  }

  @Test
  void theAnswerItselfCanBeHad() {
    node.join(status(200));
    var json = new JsonObject(Outcome.of("cluster", "status", "--json", "--node", url).out());
    assertEquals(3, json.getJsonObject("lease").getInteger("token"));
    assertEquals(3, json.getJsonArray("members").size());
    assertEquals(2_300, json.getJsonObject("last_fail_over").getInteger("gap_ms"));
  }

  @Test
  void aNodeOfNoClusterAndNoNodeAtAllAreToldApart() {
    Outcome alone = Outcome.of("cluster", "status", "--node", url);
    assertEquals(1, alone.exit());
    assertTrue(alone.err().contains("this node is no member of a cluster"), alone.err());
    // The discard port: nobody listens there.
    Outcome nobody = Outcome.of("cluster", "status", "--node", "http://127.0.0.1:9");
    assertEquals(1, nobody.exit());
    assertTrue(nobody.err().contains("no node answers at http://127.0.0.1:9"), nobody.err());
    assertFalse(nobody.err().contains("\tat "), nobody.err());
  }
}
