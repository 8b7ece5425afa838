package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.RICH;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.SignedVote;
import io.pouw.ledger.ValidatorBody;
import io.pouw.node.api.AuditPage;
import io.pouw.node.bus.Bus;
import io.pouw.node.config.ConfigDigest;
import io.pouw.node.config.NodeConfig;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleEvent;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.VoteStatement;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEntry;
import io.pouw.security.audit.AuditEvent;
import io.pouw.storage.AuditScan;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens at real nodes stands in their audit logs. */
class AuditNodeTest {
  private static final String TOKEN = "a-token-of-some-length";

  @TempDir Path folder;

  private NodeConfig config(Path data) {
    NodeConfig plain = TestNode.config(data, 0, List.of(), Set.of());
    return new NodeConfig(
        plain.nodeId(),
        plain.roles(),
        data,
        plain.genesis(),
        plain.plugins(),
        plain.host(),
        0,
        List.of(),
        plain.maxPeers(),
        plain.viewTimeout(),
        plain.maxViewTimeout(),
        plain.heartbeat(),
        Optional.of(new NodeConfig.Endpoint("127.0.0.1", 0, Optional.of(TOKEN))),
        1,
        0,
        plain.settings(),
        plain.storage(),
        plain.sync(),
        Optional.empty());
  }

  private Path data() {
    return folder.resolve("node");
  }

  private static List<AuditEntry> entries(PouwNode node) {
    AuditPage page = node.audit().page(0, 10_000);
    return page.entries();
  }

  private static AuditEntry await(PouwNode node, AuditAction action) throws TimeoutException {
    TestNode.until(node.vertx(), () -> find(entries(node), action).isPresent());
    return find(entries(node), action).orElseThrow();
  }

  private static Optional<AuditEntry> find(List<AuditEntry> entries, AuditAction action) {
    return entries.stream().filter(each -> each.action().equals(action.label())).findFirst();
  }

  private static int post(PouwNode node, String path) throws TimeoutException {
    var client = node.vertx().createHttpClient();
    return TestNode.await(
        client
            .request(HttpMethod.POST, node.desk().apiPort().orElseThrow(), "127.0.0.1", path)
            .compose(request ->
                request
                    .putHeader("X-Forwarded-For", "203.0.113.9")
                    .putHeader("Content-Type", "application/json")
                    .send("{\"rail\":\"tron\"}"))
            .map(response -> response.statusCode()));
  }

  private List<AuditEntry> onDisk(Path data) {
    var entries = new ArrayList<AuditEntry>();
    AuditScan found = AuditScan.of(data.resolve("audit"), entries::add);
    assertTrue(found.isWhole(), () -> found.damage().orElseThrow());
    return entries;
  }

  private static List<String> actions(List<AuditEntry> entries) {
    return entries.stream().map(AuditEntry::action).toList();
  }

  @Test
  void aRealCallAndARealAlertAreInTheLogAndSurviveARestart() throws Exception {
    Hash head;
    try (TestNode first = TestNode.start(config(data()), genesis(), VALIDATOR)) {
      assertEquals(403, post(first.node, "/api/v1/payouts/turns"));
      AuditEntry refused = await(first.node, AuditAction.API_REFUSED);
      assertEquals("127.0.0.1, no token, for 203.0.113.9", refused.actor());
      assertEquals("POST /api/v1/payouts/turns", refused.subject());
      var found =
          new RoleEvent.PoisoningSuspected(Hash.ZERO, OWNER.address(), 3, 0.2, "stands out");
      first.node.vertx().eventBus().publish(Bus.ROLE_EVENT, found);
      AuditEntry alert = await(first.node, AuditAction.SECURITY_ALERT);
      assertEquals(OWNER.address().toString(), alert.actor());
      assertEquals("gradient_poisoning", alert.subject());
      assertTrue(alert.outcome().endsWith("stands out"), alert.outcome());
      head = alert.hash();
    }
    try (TestNode again = TestNode.start(config(data()), genesis(), VALIDATOR)) {
      List<AuditEntry> entries = entries(again.node);
      assertEquals(
          List.of("node.start", "api.refused", "security.alert", "node.stop", "node.start"),
          actions(entries));
      assertEquals(head, entries.get(3).previous());
      AuditEntry start = entries.getLast();
      assertEquals(VALIDATOR.address().toString(), start.subject());
      assertTrue(start.outcome().contains("pouw 0.1.0, test, roles []"), start.outcome());
      assertTrue(start.outcome().endsWith(ConfigDigest.of(config(data())).toString()));
      assertEquals("in order", entries.get(3).outcome());
    }
    assertEquals("node.stop", onDisk(data()).getLast().action());
  }

  @Test
  void aPeerOfAnotherChainIsInTheLog() throws Exception {
    try (TestNode validator = TestNode.start(data(), genesis(), VALIDATOR);
        TestNode _ =
            TestNode.start(folder.resolve("peer"), genesis("other"), OWNER, validator.endpoint())) {
      AuditEntry refused = await(validator.node, AuditAction.PEER_REFUSED);
      assertEquals(OWNER.address().toString(), refused.actor());
      assertTrue(refused.outcome().startsWith("another chain"), refused.outcome());
    }
  }

  @Test
  void anOwnValidatorTransactionIsInTheLog() throws Exception {
    var rich =
        new Genesis(
            "rich",
            1_700_000_000_000L,
            Parameters.DEFAULTS,
            List.of(new GenesisValidator("v0", VALIDATOR.publicKey(), RICH, RICH)),
            List.of());
    try (TestNode owner = TestNode.start(data(), rich, VALIDATOR)) {
      Hash id =
          TestNode.await(
              owner
                  .node
                  .vertx()
                  .eventBus()
                  .<Hash>request(Bus.SUBMIT_BODY, new ValidatorBody.ExitValidator())
                  .map(answer -> answer.body()));
      AuditEntry own = await(owner.node, AuditAction.VALIDATOR_SUBMIT);
      assertEquals(VALIDATOR.address().toString(), own.actor());
      assertEquals("exit_validator", own.subject());
      assertEquals("transaction " + id, own.outcome());
    }
  }

  @Test
  void evidenceIsInTheLogOfWhoBringsItAndTheLossInThatOfWhoLoses() throws Exception {
    Hash chain = genesis().chainId();
    var report =
        new ValidatorBody.ReportEquivocation(
            VALIDATOR.publicKey(), vote(chain, new byte[] {1}), vote(chain, new byte[] {2}));
    try (TestNode accused = TestNode.start(data(), genesis(), VALIDATOR);
        TestNode accuser =
            TestNode.start(folder.resolve("peer"), genesis(), OWNER, accused.endpoint())) {
      accuser.reaches(1);
      TestNode.await(accuser.node.vertx().eventBus().<Hash>request(Bus.SUBMIT_BODY, report));
      AuditEntry evidence = await(accuser.node, AuditAction.EVIDENCE_SUBMIT);
      assertEquals(VALIDATOR.address().toString(), evidence.subject());
      AuditEntry loss = await(accused.node, AuditAction.STAKE_SLASH);
      assertEquals(VALIDATOR.address().toString(), loss.subject());
      assertTrue(loss.outcome().startsWith("-" + RICH / 2 + " base units: "), loss.outcome());
    }
  }

  private static SignedVote vote(Hash chain, byte[] block) {
    var said = new VoteStatement(VoteStatement.NOTARIZE, 7, Hash.sha256(block));
    return new SignedVote(said, VALIDATOR.sign(Domain.VOTE, said.message(chain)));
  }

  @Test
  void aNodeThatDoesNotStartSaysWhy() throws Exception {
    NodeConfig config = TestNode.config(data(), 0, List.of(), Set.of(Role.MINER));
    PouwNode node = TestNode.make(config, genesis(), OWNER);
    assertThrows(IllegalStateException.class, () -> TestNode.await(node.start()));
    AuditEntry stop = onDisk(data()).getLast();
    assertEquals("node.stop", stop.action());
    assertTrue(
        stop.outcome().startsWith("did not start: no plugin for the role MINER"), stop.outcome());
  }

  @Test
  void aFloodIsCountedInsteadOfWritten() throws Exception {
    try (TestNode node = TestNode.start(data(), genesis(), VALIDATOR)) {
      for (int i = 0; i < 1_000; i++)
        node.node.audited(
            new AuditEvent(AuditAction.PEER_REFUSED, "pai1stranger", "flood " + i, "banned"));
      await(node.node, AuditAction.PEER_REFUSED);
    }
    List<AuditEntry> written = onDisk(data());
    long flood = written.stream().filter(each -> each.action().equals("peer.refused")).count();
    assertTrue(flood >= 32 && flood < 40, flood + " written");
    AuditEntry more = find(written, AuditAction.AUDIT_MORE).orElseThrow();
    assertEquals(1_000 - flood + " more of peer.refused", more.outcome());
  }

  @Test
  void aLogThatWasTamperedWithIsPutAsideAndTheNodeStarts() throws Exception {
    TestNode.start(data(), genesis(), VALIDATOR).close();
    Path file = data().resolve("audit").resolve("000000000000.jsonl");
    Files.writeString(file, Files.readString(file).replace("in order", "in peace"));
    try (TestNode again = TestNode.start(data(), genesis(), VALIDATOR)) {
      List<AuditEntry> entries = entries(again.node);
      assertEquals(List.of("audit.damaged", "node.start"), actions(entries));
      assertTrue(
          entries.getFirst().outcome().contains("line 2: sequence 1 was changed"),
          entries.getFirst()::outcome);
      assertFalse(again.node.failed());
    }
    assertTrue(Files.exists(data().resolve("audit.damaged-1").resolve("000000000000.jsonl")));
  }

  @Test
  void aNodeWhoseAuditLogCannotBeWrittenStops() throws Exception {
    var mounted = SmallDisk.mount(data().resolve("audit"), 1);
    assumeTrue(mounted.isPresent(), "only a user who may mount a small disk can fill one");
    try (SmallDisk disk = mounted.orElseThrow();
        TestNode node = TestNode.start(data(), genesis(), VALIDATOR)) {
      disk.fill();
      assertFalse(node.node.failed());
      TestNode.until(
          node.node.vertx(),
          () -> {
            node.node.audited(
                new AuditEvent(AuditAction.API_OPERATE, "here", "x".repeat(256), "status 200"));
            return node.node.failed();
          });
      String why = node.node.failure().orElseThrow();
      assertTrue(why.startsWith("the audit log in " + data().resolve("audit")), why);
      assertTrue(why.contains("the disk is full: make room"), why);
      assertFalse(node.node.desk().readiness().ok());
      assertTrue(AuditScan.of(data().resolve("audit"), entry -> {}).isWhole());
    }
  }

  @Test
  void theDigestOfAConfigurationFollowsItsSettingsAndNotItsSecrets() {
    NodeConfig config = config(data());
    NodeConfig other =
        config.as(config.roles(), java.util.Map.of("threads", "4", "private_data", "x"));
    assertEquals(ConfigDigest.of(config), ConfigDigest.of(config(data())));
    assertFalse(ConfigDigest.of(config).equals(ConfigDigest.of(other)));
    assertTrue(config.api().orElseThrow().token().isPresent());
  }
}
