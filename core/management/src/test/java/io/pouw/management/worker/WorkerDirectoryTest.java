package io.pouw.management.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.sql.SqlStore;
import io.pouw.storage.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class WorkerDirectoryTest {
  private static final Hash CHAIN = hash("chain");
  private static final long NOW = 1_800_000_000_000L;
  private static final Capabilities SMALL =
      new Capabilities(2, 1L << 32, 256, List.of(), 0, List.of("neural"));
  private static final Load IDLE = new Load(1, 2, 3, 4, 0);
  private static final byte[] TOKEN = new byte[16];

  @Parameter TestDatabase database = TestDatabase.H2;

  private SqlStore sql;
  private WorkerDirectory directory;
  private int random;

  private static Hash hash(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Signer worker(String name) {
    return Signer.of(KeyPair.fromSeed(hash(name).toBytes()));
  }

  @BeforeEach
  void open() {
    sql = database.open();
    var challenges = new Challenges(new byte[32], Duration.ofMinutes(2));
    directory = new WorkerDirectory(new WorkerStore(sql), challenges, HealthRules.DEFAULT, CHAIN);
  }

  @AfterEach
  void close() {
    sql.close();
  }

  private byte[] challenge() {
    byte[] bytes = new byte[Challenges.RANDOM_BYTES];
    bytes[0] = (byte) random++;
    return directory.challenge(bytes, NOW);
  }

  private RegisteredWorker register(Signer worker, Capabilities has) {
    var wish = Registration.sign(worker, CHAIN, "account", "box", has, challenge());
    return directory.register(wish, NOW);
  }

  private void beat(Signer worker, long number, long atMs) {
    directory.beat(Heartbeat.sign(worker, CHAIN, number, IDLE), TOKEN, atMs, 0);
  }

  private static void refused(String why, Runnable attempt) {
    var e = assertThrows(WorkerRefusedException.class, attempt::run);
    assertTrue(e.toString().contains(why), e::toString);
  }

  @Test
  void aRegisteredWorkerIsFoundWithWhatItSaid() {
    Signer worker = worker("a");
    RegisteredWorker registered = register(worker, SMALL);
    assertEquals(registered, directory.store().find(worker.address()).orElseThrow());
    assertEquals(SMALL, registered.capabilities());
    assertEquals(WorkerStatus.ACTIVE, registered.status());
  }

  @Test
  void registeringAgainRenewsWhatIsKnownAndKeepsAgeAndHeartbeats() {
    Signer worker = worker("a");
    register(worker, SMALL);
    beat(worker, 7, NOW + 10);
    var bigger = new Capabilities(8, 1L << 34, 512, List.of("gpu"), 9, List.of());
    var wish = Registration.sign(worker, CHAIN, "other", "box 2", bigger, challenge());
    RegisteredWorker renewed = directory.register(wish, NOW + 1_000);
    assertEquals(bigger, renewed.capabilities());
    assertEquals("other", renewed.account());
    assertEquals(NOW, renewed.registeredAtMs());
    assertEquals(7, renewed.heartbeats());
    assertEquals(1, directory.store().count());
  }

  @Test
  void aChallengeCountsOnceAndInTimeAndOnlyFromThisRegistry() {
    byte[] challenge = challenge();
    var wish = Registration.sign(worker("a"), CHAIN, "acc", "box", SMALL, challenge);
    directory.register(wish, NOW);
    refused("answered already", () -> directory.register(wish, NOW + 1));
    var late = Registration.sign(worker("a"), CHAIN, "acc", "box", SMALL, challenge());
    refused("expired 1 ms ago", () -> directory.register(late, NOW + 120_001));
    byte[] forged = challenge();
    forged[20]++;
    var stranger = Registration.sign(worker("a"), CHAIN, "acc", "box", SMALL, forged);
    refused("not of this registry", () -> directory.register(stranger, NOW));
  }

  @Test
  void aRegistrationThatTheWorkerDidNotSignIsRefusedAndDoesNotUseItsChallengeUp() {
    var honest = Registration.sign(worker("a"), CHAIN, "mine", "box", SMALL, challenge());
    var stolen =
        new Registration(
            honest.worker(), "thief's", "box", SMALL, honest.challenge(), honest.signature());
    refused("the signature is not that of", () -> directory.register(stolen, NOW));
    var elsewhere =
        Registration.sign(worker("a"), hash("other chain"), "m", "box", SMALL, challenge());
    refused("the signature is not that of", () -> directory.register(elsewhere, NOW));
    assertEquals("mine", directory.register(honest, NOW).account());
  }

  @Test
  void threeMissedHeartbeatsMakeAWorkerSuspectAndTenTakeItOffline() {
    Signer silent = worker("silent");
    Signer alive = worker("alive");
    register(silent, SMALL);
    register(alive, SMALL);
    assertEquals(List.of(), directory.sweep(NOW + 89_999));
    beat(alive, 1, NOW + 80_000);
    var change =
        new StatusChange(silent.address(), WorkerStatus.ACTIVE, WorkerStatus.SUSPECT, NOW + 90_000);
    assertEquals(List.of(change), directory.sweep(NOW + 90_000));
    assertEquals(List.of(), directory.sweep(NOW + 90_001));
    beat(alive, 2, NOW + 290_000);
    assertEquals(WorkerStatus.OFFLINE, directory.sweep(NOW + 300_000).getFirst().to());
    beat(silent, 1, NOW + 301_000);
    var back = directory.store().find(silent.address()).orElseThrow();
    assertEquals(WorkerStatus.ACTIVE, back.status());
    assertEquals(NOW + 301_000, back.statusAtMs());
  }

  @Test
  void aHeartbeatCountsOnceAndFromItsWorkerOnly() {
    Signer worker = worker("a");
    refused("is not registered here", () -> beat(worker, 1, NOW));
    register(worker, SMALL);
    beat(worker, 5, NOW);
    refused("heartbeat 5", () -> beat(worker, 5, NOW + 1));
    var other = Heartbeat.sign(worker("b"), CHAIN, 6, IDLE);
    var forged = new Heartbeat(worker.address(), 6, IDLE, other.signature());
    refused("not that of", () -> directory.beat(forged, TOKEN, NOW, 0));
  }

  @Test
  void latencyIsMeasuredHereAndTheMedianOfAStretchIsKnown() {
    Signer worker = worker("a");
    register(worker, SMALL);
    for (long i = 1; i <= 3; i++) {
      directory.beat(Heartbeat.sign(worker, CHAIN, i, IDLE), TOKEN, NOW + i * 30_000, 0);
      assertEquals(i * 100, directory.echo(worker.address(), TOKEN, i * 100_000L));
    }
    refused("no such probe", () -> directory.echo(worker.address(), TOKEN, 5));
    Presence presence =
        directory.store().presence(NOW, NOW + 600_000, 30_000).get(worker.address());
    assertEquals(new Presence(3, 200), presence);
  }

  @Test
  void manyHeartbeatsInOneIntervalCountOnce() {
    Signer worker = worker("a");
    register(worker, SMALL);
    for (int i = 1; i <= 20; i++) beat(worker, i, NOW + i);
    assertEquals(
        new Presence(1, 0),
        directory.store().presence(NOW, NOW + 600_000, 30_000).get(worker.address()));
  }

  @Test
  void metricsAreKeptForTheirTimeNewestFirst() {
    Signer worker = worker("a");
    register(worker, SMALL);
    beat(worker, 1, NOW);
    beat(worker, 2, NOW + 1_000);
    List<LoadSample> kept = directory.store().metrics(worker.address(), 0, 10);
    assertEquals(List.of(2L, 1L), kept.stream().map(LoadSample::number).toList());
    assertEquals(IDLE, kept.getFirst().load());
    directory.sweep(NOW + 500 + HealthRules.DEFAULT.retention().toMillis());
    assertEquals(1, directory.store().metrics(worker.address(), 0, 10).size());
  }

  @Test
  void workersAreListedByStatusPageByPage() {
    for (int i = 0; i < 5; i++) register(worker("w" + i), SMALL);
    WorkerStore store = directory.store();
    List<RegisteredWorker> first = store.list(Optional.empty(), "", 3);
    List<RegisteredWorker> rest =
        store.list(Optional.of(WorkerStatus.ACTIVE), first.getLast().address().toString(), 3);
    assertEquals(2, rest.size());
    assertEquals(List.of(), store.list(Optional.of(WorkerStatus.OFFLINE), "", 3));
  }

  @Test
  void capabilitiesOutOfRangeAreNamed() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Capabilities(0, 1, 64, List.of(), 0, List.of()));
    assertTrue(e.toString().contains("cores: 0, expected 1 to 4096"));
  }
}
