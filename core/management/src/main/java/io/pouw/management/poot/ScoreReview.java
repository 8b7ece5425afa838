package io.pouw.management.poot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a node checks another's score: it computes it again, compares the chain's part with its own
 * chain, and the jump with its own memory. What only the scoring node measured, it cannot check but
 * for its range; those factors weigh less for that reason.
 */
public final class ScoreReview {
  private static final int PERFECT = 999_000;

  /** Of six factors four only approach one. */
  private static final int PERFECT_FACTORS = 4;

  private final ScoringTerms terms;

  public ScoreReview(ScoringTerms terms) {
    this.terms = terms;
  }

  /**
   * What this node knows itself.
   *
   * @param chain of the worker in the record's period
   * @param standards of its period, of which the medians of all miners are compared
   * @param past of the worker, if this node has scores of it
   */
  public record Knowledge(ChainEvidence chain, List<Standard> standards, Optional<Past> past) {}

  /** The objections to a score, none if it is accepted. */
  public Set<Objection> objections(ScoreRecord record, Knowledge own) {
    var found = EnumSet.noneOf(Objection.class);
    if (outOfRange(record)) {
      found.add(Objection.OUT_OF_RANGE);
      return found;
    }
    if (!record.recomputed().equals(record.score())) found.add(Objection.NOT_RECOMPUTABLE);
    if (!record.terms().equals(terms)) found.add(Objection.OTHER_TERMS);
    if (!onChain(record, own)) found.add(Objection.NOT_ON_CHAIN);
    Past past = own.past().orElse(record.past());
    if (record.score().value() > ScoreFormula.limit(past)) found.add(Objection.JUMP);
    if (tooPerfect(record.score())) found.add(Objection.SUSPICIOUSLY_PERFECT);
    return found;
  }

  private static boolean outOfRange(ScoreRecord record) {
    Score score = record.score();
    var parts = new ArrayList<>(score.factors());
    parts.addAll(List.of(score.value(), score.latest(), score.confidence()));
    parts.addAll(List.of(record.past().last(), record.past().dayMean()));
    score.types().forEach(each -> parts.add(each.latest()));
    Evidence evidence = record.evidence();
    return score.factors().size() != Factor.values().length
        || parts.stream().anyMatch(each -> each < 0 || each > Ppm.ONE)
        || evidence.heard() > evidence.expected()
        || evidence.cores() < 1
        || evidence.chain().held() > Integer.MAX_VALUE
        || evidence.chain().convictions() > Integer.MAX_VALUE
        || evidence.latencyMicros() > Integer.MAX_VALUE
        || record.past().scores() > Integer.MAX_VALUE
        || evidence.chain().tenureBlocks() > 1L << 60
        || evidence.chain().work().stream().anyMatch(each -> tooMuch(each.megaflop()))
        || record.standards().stream()
            .anyMatch(each ->
                each.megaflop() < 1
                    || each.megaflopPerCore() < 1
                    || tooMuch(each.megaflop())
                    || tooMuch(each.megaflopPerCore()))
        || record.period().afterHeight() > record.period().toHeight()
        || record.period().fromMs() > record.period().toMs();
  }

  private static boolean tooMuch(long megaflop) {
    return megaflop > 1L << 61;
  }

  private static boolean onChain(ScoreRecord record, Knowledge own) {
    return record.evidence().chain().equals(own.chain())
        && record.standards().stream()
            .allMatch(each ->
                own.standards().stream()
                    .anyMatch(mine ->
                        mine.taskType().equals(each.taskType())
                            && mine.megaflop() == each.megaflop()));
  }

  private static boolean tooPerfect(Score score) {
    return score.factors().stream().filter(each -> each >= PERFECT).count() >= PERFECT_FACTORS;
  }
}
