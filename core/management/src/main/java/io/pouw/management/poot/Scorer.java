package io.pouw.management.poot;

import io.pouw.ledger.LedgerState;
import io.pouw.management.worker.HealthRules;
import io.pouw.management.worker.Presence;
import io.pouw.management.worker.RegisteredWorker;
import io.pouw.management.worker.WorkerStore;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scores the registered workers period by period, and reviews scores of other nodes. Time is the
 * chain's. Blocks on the store; one caller at a time scores.
 */
public final class Scorer {
  /** Scores are kept as long as metrics are. */
  private static final Duration RETENTION = Duration.ofDays(7);

  private final ScoreStore store;
  private final WorkerStore workers;
  private final HealthRules health;
  private final ScoringTerms terms;
  private final Duration length;

  /**
   * A scorer.
   *
   * @param length of a period
   */
  public Scorer(
      ScoreStore store,
      WorkerStore workers,
      HealthRules health,
      ScoringTerms terms,
      Duration length) {
    this.store = store;
    this.workers = workers;
    this.health = health;
    this.terms = terms;
    this.length = length;
  }

  public ScoreStore store() {
    return store;
  }

  public ScoringTerms terms() {
    return terms;
  }

  /** Scores everybody if the last period's time is over; says the period if so. */
  public Optional<Period> scoreIfDue(LedgerState ledger) {
    Optional<Period> last = store.lastPeriod();
    long now = ledger.head().timestampMs();
    if (last.isPresent() && now - last.get().toMs() < length.toMillis()) return Optional.empty();
    return Optional.of(score(ledger));
  }

  /**
   * Scores everybody now: a period from where the last one ended to the ledger's head. The first
   * one looks back to genesis on the chain, and one period's time for heartbeats.
   */
  public Period score(LedgerState ledger) {
    Optional<Period> last = store.lastPeriod();
    long now = ledger.head().timestampMs();
    var period =
        new Period(
            last.map(each -> each.number() + 1).orElse(0L),
            last.map(Period::toHeight).orElse(0L),
            ledger.height(),
            Math.min(now, last.map(Period::toMs).orElse(Math.max(0, now - length.toMillis()))),
            now);
    SortedMap<Address, ChainEvidence> chain =
        ChainRecord.read(ledger, period.afterHeight(), period.toHeight());
    List<Evidence> evidence = evidence(period, chain);
    List<Standard> standards = Standard.of(chain.values(), evidence);
    Map<Address, Past> pasts = store.pasts(now);
    List<ScoreRecord> scores =
        evidence.stream()
            .map(each ->
                ScoreRecord.of(
                    period, each, standards, terms, pasts.getOrDefault(each.worker(), Past.NONE)))
            .toList();
    store.record(period, scores, now - RETENTION.toMillis());
    return period;
  }

  private List<Evidence> evidence(Period period, Map<Address, ChainEvidence> chain) {
    long interval = health.interval().toMillis();
    long expected = Math.max(1, (period.toMs() - period.fromMs()) / interval);
    Map<Address, Presence> presence = workers.presence(period.fromMs(), period.toMs(), interval);
    var evidence = new ArrayList<Evidence>();
    for (RegisteredWorker each : workers.list(Optional.empty(), "", Integer.MAX_VALUE)) {
      Presence heard = presence.getOrDefault(each.address(), Presence.NONE);
      evidence.add(
          new Evidence(
              each.address(),
              chain.getOrDefault(each.address(), ChainEvidence.NONE),
              Math.min(expected, heard.heard()),
              expected,
              heard.latencyMicros(),
              each.capabilities().cores()));
    }
    return evidence;
  }

  /**
   * Reviews another node's scores with what this node knows, and signs the findings.
   *
   * @return a vote for each score whose period's end this node's chain has come to
   */
  public List<ScoreVote> review(List<ScoreRecord> records, LedgerState ledger, Signer reviewer) {
    var votes = new ArrayList<ScoreVote>();
    var views = new TreeMap<Long, PeriodView>();
    for (ScoreRecord each : records) {
      if (ledger.height() < each.period().toHeight()) continue;
      PeriodView view = views.get(each.period().number());
      if (view == null || !view.period.equals(each.period())) {
        view = new PeriodView(each.period(), ledger);
        views.put(each.period().number(), view);
      }
      Set<Objection> found = new ScoreReview(terms).objections(each, view.of(each));
      votes.add(ScoreVote.sign(reviewer, each.digest(), found));
    }
    return votes;
  }

  /** What this node knows of all workers in one period. */
  private final class PeriodView {
    private final Period period;
    private final SortedMap<Address, ChainEvidence> chain;
    private final List<Standard> standards;
    private final Map<Address, Past> pasts;

    PeriodView(Period period, LedgerState ledger) {
      this.period = period;
      chain = ChainRecord.read(ledger, period.afterHeight(), period.toHeight());
      standards = Standard.of(chain.values(), List.of());
      pasts = store.pasts(period.toMs());
    }

    ScoreReview.Knowledge of(ScoreRecord record) {
      Address worker = record.evidence().worker();
      return new ScoreReview.Knowledge(
          chain.getOrDefault(worker, ChainEvidence.NONE),
          standards,
          Optional.ofNullable(pasts.get(worker)));
    }
  }

  /** Whether a node's word on a score counts: it has something at stake on the chain. */
  public static boolean mayReview(LedgerState ledger, Address reviewer) {
    return ledger.account(reviewer).filter(account -> account.stake() > 0).isPresent();
  }
}
