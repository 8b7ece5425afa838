package io.pouw.management.poot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.management.worker.Capabilities;
import io.pouw.management.worker.Challenges;
import io.pouw.management.worker.HealthRules;
import io.pouw.management.worker.Registration;
import io.pouw.management.worker.WorkerDirectory;
import io.pouw.management.worker.WorkerStore;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.sql.SqlStore;
import io.pouw.storage.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScorerTest {
  private static final KeyPair VALIDATOR = key("validator");
  private static final KeyPair WORKER = key("worker");
  private static final Duration PERIOD = Duration.ofMinutes(10);

  @Parameter TestDatabase database = TestDatabase.H2;

  private SqlStore sql;
  private Scorer scorer;
  private LedgerState ledger;

  private static KeyPair key(String name) {
    return KeyPair.fromSeed(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toBytes());
  }

  @BeforeEach
  void open() {
    sql = database.open();
    long rich = 1_000 * Amounts.PAI;
    var genesis =
        new Genesis(
            "test",
            1_000_000_000,
            Parameters.DEFAULTS,
            List.of(new GenesisValidator("v", VALIDATOR.publicKey(), rich, rich)),
            List.of(new GenesisAccount(WORKER.address(), rich, "worker")));
    ledger = LedgerState.genesis(genesis);
    var workers = new WorkerStore(sql);
    var challenges = new Challenges(new byte[32], Duration.ofMinutes(1));
    var directory = new WorkerDirectory(workers, challenges, HealthRules.DEFAULT, ledger.chainId());
    var has = new Capabilities(2, 1 << 20, 256, List.of(), 0, List.of());
    byte[] challenge = directory.challenge(new byte[Challenges.RANDOM_BYTES], 0);
    directory.register(
        Registration.sign(Signer.of(WORKER), ledger.chainId(), "acc", "box", has, challenge), 0);
    scorer =
        new Scorer(new ScoreStore(sql), workers, HealthRules.DEFAULT, ScoringTerms.DEFAULT, PERIOD);
  }

  @AfterEach
  void close() {
    sql.close();
  }

  private void blocks(int count, long stepMs) {
    for (int i = 0; i < count; i++)
      ledger =
          ledger
              .build(
                  ledger.head().view() + 1,
                  ledger.head().timestampMs() + stepMs,
                  VALIDATOR,
                  List.of())
              .transition()
              .after();
  }

  @Test
  void periodsFollowOneAnotherInTheChainsTime() {
    Period first = scorer.scoreIfDue(ledger).orElseThrow();
    blocks(3, 60_000);
    assertTrue(scorer.scoreIfDue(ledger).isEmpty());
    blocks(7, 60_000);
    Period second = scorer.scoreIfDue(ledger).orElseThrow();
    assertEquals(first.number() + 1, second.number());
    assertEquals(first.toHeight(), second.afterHeight());
    assertEquals(first.toMs(), second.fromMs());
    assertEquals(10, second.toHeight());
  }

  @Test
  void everyKeptScoreIsRecomputedFromItsRecord() {
    scorer.score(ledger);
    blocks(10, 60_000);
    scorer.score(ledger);
    List<ScoreStore.Entry> history = scorer.store().history(WORKER.address(), 10);
    assertEquals(2, history.size());
    for (ScoreStore.Entry each : history)
      assertEquals(each.record().score(), each.record().recomputed());
    assertEquals(1, history.getFirst().record().past().scores());
    assertEquals(
        history.getLast().record().score().value(), history.getFirst().record().past().last());
  }

  @Test
  void threeAcceptingNodesMakeAScoreAcceptedAndARejectedOneNoLongerCounts() {
    scorer.score(ledger);
    ScoreRecord record = scorer.store().history(WORKER.address(), 1).getFirst().record();
    var accepting =
        List.of("a", "b", "c").stream()
            .map(name -> scorer.review(List.of(record), ledger, Signer.of(key(name))).getFirst())
            .toList();
    assertTrue(accepting.stream().allMatch(ScoreVote::accepts));
    assertEquals(Verdict.OPEN, scorer.store().take(record.digest(), accepting.subList(0, 2)));
    assertEquals(Verdict.ACCEPTED, scorer.store().take(record.digest(), accepting));
    assertEquals(3, scorer.store().votes(record.digest()).size());
    var rejecting =
        List.of("d", "e", "f").stream()
            .map(name ->
                ScoreVote.sign(Signer.of(key(name)), record.digest(), Set.of(Objection.JUMP)))
            .toList();
    assertEquals(Verdict.REJECTED, scorer.store().take(record.digest(), rejecting));
    assertTrue(scorer.store().pasts(Long.MAX_VALUE).isEmpty());
  }

  @Test
  void aNodeWhoseChainIsNotThereYetDoesNotVote() {
    LedgerState early = ledger;
    blocks(2, 1_000);
    scorer.score(ledger);
    ScoreRecord record = scorer.store().history(WORKER.address(), 1).getFirst().record();
    assertTrue(scorer.review(List.of(record), early, Signer.of(VALIDATOR)).isEmpty());
  }

  @Test
  void onlyWhoHasStakeMayReview() {
    assertTrue(Scorer.mayReview(ledger, VALIDATOR.address()));
    assertFalse(Scorer.mayReview(ledger, WORKER.address()));
  }

  @Test
  void scoresAreListedBestFirst() {
    Period period = scorer.score(ledger);
    assertEquals(1, scorer.store().scores(period.number(), 10).size());
    assertTrue(
        scorer
            .store()
            .find(scorer.store().scores(period.number(), 1).getFirst().record().digest())
            .isPresent());
  }
}
