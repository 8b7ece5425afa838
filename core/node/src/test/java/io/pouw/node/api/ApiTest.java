package io.pouw.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Account;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody.Transfer;
import io.pouw.node.api.ApiCalls.Reply;
import io.pouw.node.model.SettledTask;
import io.pouw.node.proof.BadProofException;
import io.pouw.node.proof.EntryCheck;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation over a real server, ledger and chain store; answers are held against the
 * contract.
 */
class ApiTest {
  private static final long REWARD = 50 * Amounts.PAI;

  private final Vertx vertx = Vertx.vertx();
  private final KeyPair other = TestNode.key("other");
  private TestNode node;
  private ApiCalls api;
  private Hash firstBlock;
  private Hash task;

  @BeforeEach
  void start(@TempDir Path folder) {
    node = new TestNode(folder);
    firstBlock = node.extend(new Transfer(other.address(), Amounts.PAI));
    task = node.sign(node.task(REWARD)).id();
    node.extend(node.task(REWARD), new Transfer(other.address(), 2 * Amounts.PAI));
    node.extend();
    var verticle = new ApiVerticle(ApiConfig.on("127.0.0.1", 0), node);
    ApiCalls.await(vertx.deployVerticle(verticle));
    api = new ApiCalls(vertx, verticle.port());
  }

  @AfterEach
  void stop() {
    api.close();
    ApiCalls.await(vertx.close());
    node.close();
  }

  @Test
  void aMemberOfAClusterTellsOfItAndANodeAloneSaysThatItIsNone() {
    assertEquals(404, api.get("/api/v1/cluster").status());
    var member =
        new ClusterStatus.Member(
            "a-1", "a", "127.0.0.1:5701", "full", "signs", 1, 2, 0, 0, 0, 0, 0, false);
    node.join(
        new ClusterStatus("a", List.of(member), Optional.empty(), List.of(), 0, Optional.empty()));
    JsonObject bare = api.get("/api/v1/cluster").json();
    assertEquals("signs", bare.getJsonArray("members").getJsonObject(0).getString("state"));
    node.join(
        new ClusterStatus(
            "a",
            List.of(member),
            Optional.of(new ClusterStatus.Lease("a", 4, 0, 9)),
            List.of(new ClusterStatus.Replacement("w", "slow", 5)),
            7,
            Optional.of(new ClusterStatus.FailOver(4, 3, 2, 1))));
    JsonObject whole = api.get("/api/v1/cluster").json();
    assertEquals(4, whole.getJsonObject("lease").getInteger("token"));
    assertEquals(3, whole.getJsonObject("last_fail_over").getInteger("from_token"));
    assertEquals(7, whole.getInteger("replaced_count"));
  }

  @Test
  void theSystemSaysWhatItIs() {
    JsonObject status = api.get("/api/v1/system/status").json();
    assertEquals("PoUW", status.getString("system"));
    assertEquals(node.genesis.chainId().toString(), status.getString("chain_id"));
  }

  @Test
  void theNodeSaysHowItIs() {
    JsonObject status = api.get("/api/v1/node/status").json();
    assertEquals("supervisor", status.getString("role"));
    assertEquals(3, status.getLong("blockchain_height"));
    assertTrue(status.getBoolean("is_leader"));
    assertEquals(3, status.getJsonObject("stats").getLong("blobs"));
    assertEquals(1, api.get("/api/v1/peers").json().getJsonArray("peers").size());
  }

  @Test
  void theValidatorsAreThoseOfTheRunningEpoch() {
    JsonObject answer = api.get("/api/v1/validators").json();
    assertEquals(0, answer.getLong("epoch"));
    assertEquals(1_000, answer.getLong("last_height"));
    JsonObject only = answer.getJsonArray("validators").getJsonObject(0);
    assertEquals("active", only.getString("standing"));
    assertEquals(0, only.getInteger("index"));
    assertEquals(3, only.getInteger("blocks"));
    assertEquals(only.getJsonObject("power"), answer.getJsonObject("stake"));
  }

  @Test
  void aTaskTypeShowsItsSchema() {
    JsonObject schema = api.get("/api/v1/task-types/neural/schema").json();
    assertEquals("object", schema.getString("type"));
    assertEquals(404, api.get("/api/v1/task-types/proof/schema").status());
  }

  @Test
  void theSupplyIsItsParts() {
    JsonObject supply = api.get("/api/v1/supply").json();
    assertEquals(
        units(supply, "genesis") + units(supply, "minted") - units(supply, "burned"),
        units(supply, "total"));
  }

  private static long units(JsonObject of, String name) {
    return of.getJsonObject(name).getLong("units");
  }

  @Test
  void blocksComeNewestFirstInPages() {
    JsonObject first = api.get("/api/v1/blocks?limit=2").json();
    assertEquals(2, first.getJsonArray("blocks").size());
    assertEquals(3, first.getJsonArray("blocks").getJsonObject(0).getLong("height"));
    JsonObject second = api.get("/api/v1/blocks?limit=2&from=" + first.getLong("next")).json();
    assertEquals(1, second.getJsonArray("blocks").getJsonObject(0).getLong("height"));
    assertFalse(second.containsKey("next"));
    assertEquals(3, api.get("/api/v1/blocks?from=999").json().getJsonArray("blocks").size());
  }

  @Test
  void aBlockIsFoundByHeightAndById() {
    JsonObject byHeight = api.get("/api/v1/blocks/1").json();
    assertEquals(byHeight, api.get("/api/v1/blocks/" + firstBlock).json());
    JsonObject certificate = byHeight.getJsonObject("certificate");
    assertEquals(firstBlock.toString(), certificate.getString("block"));
    assertEquals(1, certificate.getJsonArray("signers").size());
  }

  @Test
  void aBlockThatThereIsNotIsNotFound() {
    assertProblem(404, "no block of height 9, expected 1 to 3", api.get("/api/v1/blocks/9"));
    assertProblem(404, "height 0 is genesis", api.get("/api/v1/blocks/0"));
    assertProblem(404, "no final block has the id", api.get("/api/v1/blocks/" + Hash.ZERO));
  }

  private static void assertProblem(int status, String detail, Reply reply) {
    assertEquals(status, reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
    assertEquals("application/problem+json", reply.mediaType());
    assertTrue(reply.detail().contains(detail), reply.detail());
  }

  @Test
  void transactionsComeNewestFirstInPages() {
    JsonObject page = api.get("/api/v1/transactions?limit=1").json();
    JsonArray all = api.get("/api/v1/transactions").json().getJsonArray("transactions");
    assertEquals(3, all.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(all.getJsonObject(i), page.getJsonArray("transactions").getJsonObject(0));
      JsonObject next = page.getJsonObject("next");
      if (i == 2) assertEquals(null, next);
      else
        page =
            api.get(
                    "/api/v1/transactions?limit=1&from="
                        + next.getLong("from")
                        + "&skip="
                        + next.getLong("skip"))
                .json();
    }
  }

  @Test
  void aTransactionIsFoundOncePendingOrFinal() {
    JsonObject included = api.get("/api/v1/transactions/" + task).json();
    assertEquals("submit_task", included.getString("kind"));
    assertEquals(2, included.getLong("height"));
    Transaction transfer = node.sign(new Transfer(other.address(), 5));
    Reply accepted = submit(HexFormat.of().formatHex(transfer.toBytes()));
    assertEquals(202, accepted.status());
    assertEquals(
        "pending", api.get("/api/v1/transactions/" + transfer.id()).json().getString("status"));
    assertProblem(
        404, "is final or pending", api.get("/api/v1/transactions/" + Hash.sha256(new byte[0])));
  }

  private Reply submit(String encoded) {
    return api.post("/api/v1/transactions", new JsonObject().put("transaction", encoded));
  }

  @Test
  void aTransactionMayComeInBase64AndIsRefusedTheSecondTime() {
    String encoded =
        Base64.getEncoder().encodeToString(node.sign(new Transfer(other.address(), 5)).toBytes());
    assertEquals(202, submit(encoded).status());
    assertProblem(409, "is known", submit(encoded));
  }

  @Test
  void aTransactionOfAnotherChainIsRefused() {
    Transaction transaction =
        Transaction.sign(
            Signer.of(node.client), Hash.ZERO, 3, 1_000_000, new Transfer(other.address(), 5));
    assertProblem(
        422,
        "wrong chain id " + Hash.ZERO,
        submit(HexFormat.of().formatHex(transaction.toBytes())));
  }

  @Test
  void aForgedSignatureIsRefused() {
    byte[] forged = node.sign(new Transfer(other.address(), 5)).toBytes();
    forged[forged.length - 1] ^= 1;
    assertProblem(422, "forged signature", submit(HexFormat.of().formatHex(forged)));
  }

  @Test
  void aRewardThatIsNotCoveredIsRefused() {
    Transaction greedy = node.sign(node.task(100_000 * Amounts.PAI));
    Reply reply = submit(HexFormat.of().formatHex(greedy.toBytes()));
    assertEquals(422, reply.status());
    assertTrue(reply.detail().contains("PAI"), reply.detail());
  }

  @Test
  void whatIsNoTransactionIsRefused() {
    byte[] whole = node.sign(new Transfer(other.address(), 5)).toBytes();
    String cut = HexFormat.of().formatHex(whole, 0, whole.length - 7);
    assertProblem(400, "truncated", submit(cut));
    assertProblem(400, "neither hexadecimal nor base64", submit("abc=d"));
    assertProblem(400, "transaction", submit("not one!"));
  }

  @Test
  void tasksAreListedAndShown() {
    JsonObject list = api.get("/api/v1/tasks?status=open").json();
    assertEquals(1, list.getInteger("total"));
    assertEquals(0, api.get("/api/v1/tasks?status=settled").json().getInteger("total"));
    JsonObject shown = api.get("/api/v1/tasks/" + task).json();
    assertEquals("50", shown.getJsonObject("reward").getString("pai"));
    assertEquals(4, shown.getJsonObject("plan").getInteger("rounds"));
    assertProblem(404, "has no task", api.get("/api/v1/tasks/" + Hash.ZERO));
  }

  @Test
  void aSettledTaskIsShownWithAllThatHappened() {
    JsonObject shown = TaskJson.full(new SettledTask().task());
    api.validate("getTask", new Reply(200, "application/json", shown.toBuffer().getBytes()));
    assertEquals("wrong_update", first(shown, "convictions").getString("verdict"));
    assertEquals(
        "valid",
        first(first(first(shown, "checkpoints"), "draws"), "attestations").getString("verdict"));
    assertEquals("reward_work", first(shown, "settlement").getString("kind"));
  }

  private static JsonObject first(JsonObject of, String name) {
    return of.getJsonArray(name).getJsonObject(0);
  }

  @Test
  void anAccountAndATaskAreProvenAndNoByteOfAProofCanBeChanged() {
    byte[] account = api.get("/api/v1/accounts/" + other.address() + "/proof").body();
    EntryCheck.Proven proven = EntryCheck.check(account, node.genesis);
    assertEquals(other.address(), proven.account().orElseThrow());
    assertEquals(3 * Amounts.PAI, Decoder.whole(proven.value(), Account::decode).balance());
    assertEquals(3, proven.block().height());
    byte[] ofTask = api.get("/api/v1/tasks/" + task + "/proof").body();
    assertEquals(task, EntryCheck.check(ofTask, node.genesis).task().orElseThrow());
    for (int bit = 0; bit < 8 * account.length; bit += 3) {
      byte[] changed = account.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(BadProofException.class, () -> EntryCheck.check(changed, node.genesis));
    }
  }

  @Test
  void aProofForAnotherChainOrOfNothingIsRefused() {
    byte[] proof = api.get("/api/v1/accounts/" + other.address() + "/proof").body();
    Genesis mine = node.genesis;
    var foreign =
        new Genesis("other", 1_000, mine.parameters(), mine.validators(), mine.accounts());
    var refused = assertThrows(BadProofException.class, () -> EntryCheck.check(proof, foreign));
    assertTrue(String.valueOf(refused.getMessage()).contains("genesis is of"));
    assertThrows(BadProofException.class, () -> EntryCheck.check(new byte[0], node.genesis));
    String nobody = TestNode.key("nobody").address().toString();
    assertProblem(404, "has no account", api.get("/api/v1/accounts/" + nobody + "/proof"));
    assertProblem(404, "has no task", api.get("/api/v1/tasks/" + Hash.ZERO + "/proof"));
    assertProblem(
        400, "'pai1xxxxxx' is not an address", api.get("/api/v1/accounts/pai1xxxxxx/proof"));
  }

  @Test
  void aModelIsThereOnceTheTaskIsSettled() {
    assertProblem(409, "is open, expected settled", api.get("/api/v1/tasks/" + task + "/model"));
    assertProblem(404, "has no task", api.get("/api/v1/tasks/" + Hash.ZERO + "/model"));
  }

  private static JsonObject submission() {
    return new JsonObject()
        .put("task_type", "neural")
        .put("spec", new JsonObject().put("layers", new JsonArray()))
        .put("dataset", "digits")
        .put("reward", "12.5")
        .put("fee", "1");
  }

  @Test
  void aTaskIsSubmittedWithTheNodesKey() {
    Reply reply = api.post("/api/v1/tasks", submission());
    assertEquals(202, reply.status());
    TaskRequest request = node.requests.getFirst();
    assertEquals(1_250_000_000, request.reward());
    assertEquals(new TaskRequest.Dataset.Named("digits"), request.dataset());
    JsonObject parts = new JsonObject().put("rows", "AQID");
    api.post(
        "/api/v1/tasks",
        submission().put("dataset", new JsonObject().put("training", parts).put("test", parts)));
    assertTrue(node.requests.getLast().dataset() instanceof TaskRequest.Dataset.Parts);
  }

  @Test
  void aTaskThatDoesNotFitTheContractIsRefusedWithTheField() {
    assertProblem(
        400, "deadline", api.post("/api/v1/tasks", submission().put("deadline_blocks", -3)));
    assertProblem(400, "colour", api.post("/api/v1/tasks", submission().put("colour", "red")));
    assertProblem(400, "reward", api.post("/api/v1/tasks", submission().put("reward", "1e9")));
    JsonObject without = submission();
    without.remove("fee");
    assertProblem(400, "fee", api.post("/api/v1/tasks", without));
    assertProblem(
        422,
        "no task type 'magic'",
        api.post("/api/v1/tasks", submission().put("task_type", "magic")));
  }

  @Test
  void accountsShowTheirMoney() {
    JsonObject account = api.get("/api/v1/accounts/" + other.address()).json();
    assertEquals("3", account.getJsonObject("balance").getString("pai"));
    JsonObject stranger = api.get("/api/v1/accounts/" + TestNode.key("stranger").address()).json();
    assertFalse(stranger.getBoolean("known"));
    assertProblem(
        400, "'pai1qqqqqqqqqq' is not an address", api.get("/api/v1/accounts/pai1qqqqqqqqqq"));
  }

  @Test
  void everyCoinOfAnAccountIsExplained() {
    String path = "/api/v1/accounts/" + node.client.address() + "/history";
    JsonArray all = api.get(path).json().getJsonArray("entries");
    long sum = 0;
    for (int i = 0; i < all.size(); i++) sum += units(all.getJsonObject(i), "amount");
    JsonObject account = api.get("/api/v1/accounts/" + node.client.address()).json();
    assertEquals(units(account, "balance"), sum);
    JsonObject page = api.get(path + "?limit=1").json();
    for (int i = 0; i < all.size(); i++) {
      assertEquals(all.getJsonObject(i), page.getJsonArray("entries").getJsonObject(0));
      if (i + 1 < all.size())
        page = api.get(path + "?limit=1&cursor=" + page.getString("next")).json();
    }
    assertFalse(page.containsKey("next"));
  }

  @Test
  void probesAndMetricsAnswer() {
    assertEquals(200, api.get("/health/live").status());
    assertEquals(200, api.get("/health/ready").status());
    node.failHealth();
    Reply reply = api.get("/health/ready");
    assertEquals(503, reply.status());
    assertEquals("full", first(reply.json(), "checks").getString("detail"));
    Reply metrics = api.get("/metrics");
    assertTrue(metrics.mediaType().startsWith("text/plain; version=0.0.4"), metrics.mediaType());
  }
}
