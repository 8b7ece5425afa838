package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.management.pool.PoolState;
import io.pouw.management.pool.PoolTerms;
import io.pouw.management.pool.Scheme;
import io.pouw.management.poot.ScoreStore;
import io.pouw.management.poot.ScoringTerms;
import io.pouw.management.worker.Capabilities;
import io.pouw.management.worker.Challenges;
import io.pouw.management.worker.HealthRules;
import io.pouw.management.worker.Registration;
import io.pouw.management.worker.WorkerStatus;
import io.pouw.node.config.ManagementSettings;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.economics.Economics;
import io.pouw.plugin.Signer;
import io.pouw.storage.sql.SqlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that manage, connected for real. */
class EconomicsVerticleTest {
  @TempDir Path folder;

  private NodeConfig config(String name, String... bootstrap) {
    Path data = folder.resolve(name);
    NodeConfig plain = TestNode.config(data, 0, List.of(bootstrap), Set.of());
    var management =
        new ManagementSettings(
            SqlSettings.embedded(data.resolve("management")),
            new HealthRules(Duration.ofMillis(200), 1, 3, Duration.ofDays(1)),
            ScoringTerms.DEFAULT,
            Duration.ofMillis(500),
            Map.of());
    return plain.withManagement(Optional.of(management));
  }

  private static Economics economics(TestNode node) {
    return node.node.economics().orElseThrow().economics().orElseThrow();
  }

  private static void register(TestNode at) {
    Economics economics = economics(at);
    byte[] challenge =
        economics
            .workers()
            .challenge(economics.randomBytes(Challenges.RANDOM_BYTES), System.currentTimeMillis());
    var has = new Capabilities(1, 1, 64, List.of(), 0, List.of());
    var wish =
        Registration.sign(Signer.of(OWNER), economics.chainId(), "account", "box", has, challenge);
    economics.workers().register(wish, System.currentTimeMillis());
  }

  @Test
  void poolsSpreadScoresAreReviewedAndSilentWorkersAreNoticed() throws Exception {
    try (TestNode validator = TestNode.start(config("a"), genesis(), VALIDATOR);
        TestNode peer = TestNode.start(config("b", validator.endpoint()), genesis(), OWNER)) {
      peer.reaches(2);
      register(peer);
      var terms = new PoolTerms(Scheme.PPLNS, 10, 0, 100, false);
      PoolState pool = economics(peer).pools().create("the pool", terms, peer.node.ledger());
      ScoreStore scores = economics(peer).scorer().store();
      TestNode.until(
          peer.node.vertx(),
          () ->
              scores.history(OWNER.address(), 100).stream()
                  .anyMatch(each -> !scores.votes(each.record().digest()).isEmpty()));
      var reviewed =
          scores.history(OWNER.address(), 100).stream()
              .flatMap(each -> scores.votes(each.record().digest()).stream())
              .findFirst()
              .orElseThrow();
      assertEquals(VALIDATOR.publicKey(), reviewed.reviewer());
      assertTrue(reviewed.accepts(), reviewed::toString);
      TestNode.until(
          peer.node.vertx(),
          () ->
              economics(peer).workers().store().find(OWNER.address()).orElseThrow().status()
                  == WorkerStatus.OFFLINE);
      TestNode.until(
          validator.node.vertx(),
          () -> economics(validator).pools().store().find(pool.id()).isPresent());
      assertTrue(economics(peer).resources().latest().isPresent());
    }
  }

  @Test
  void aNodeWithoutManagementStartsNoStore() throws Exception {
    try (TestNode node = TestNode.start(folder.resolve("plain"), genesis(), VALIDATOR)) {
      assertTrue(node.node.economics().isEmpty());
      assertTrue(node.node.desk().economics().isEmpty());
    }
  }
}
