package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * A score and everything that it was computed from: whoever has it can compute it again.
 *
 * @param standards of the kinds that the worker worked at
 */
public record ScoreRecord(
    Period period,
    Evidence evidence,
    List<Standard> standards,
    ScoringTerms terms,
    Past past,
    Score score)
    implements Encodable {
  public ScoreRecord {
    standards = List.copyOf(standards);
  }

  /** Computes a score. */
  public static ScoreRecord of(
      Period period, Evidence evidence, List<Standard> all, ScoringTerms terms, Past past) {
    List<Standard> standards =
        all.stream()
            .filter(each ->
                evidence.chain().work().stream()
                    .anyMatch(work -> work.taskType().equals(each.taskType())))
            .toList();
    Score score = new ScoreFormula(terms, standards).score(period, evidence, past);
    return new ScoreRecord(period, evidence, standards, terms, past, score);
  }

  public static ScoreRecord decode(Decoder in) {
    return new ScoreRecord(
        Period.decode(in),
        Evidence.decode(in),
        in.list(ChainEvidence.MAX_TYPES, Standard::decode),
        ScoringTerms.decode(in),
        Past.decode(in),
        Score.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.put(period).put(evidence).list(standards).put(terms).put(past).put(score);
  }

  /** The score that follows from the recorded inputs. */
  public Score recomputed() {
    return new ScoreFormula(terms, standards).score(period, evidence, past);
  }

  public Hash digest() {
    return Hash.of(Domain.SCORE, this);
  }
}
