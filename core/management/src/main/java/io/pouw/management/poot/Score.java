package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * A worker's score in a period. All are parts per million.
 *
 * @param value the score: smoothed over the periods
 * @param latest of this period alone
 * @param confidence how much evidence stands behind it
 * @param factors in their order
 * @param types scores of this period for each kind of task alone, in increasing task type
 */
public record Score(
    int value, int latest, int confidence, List<Integer> factors, List<TypeScore> types)
    implements Encodable {
  /** The score as if only one kind of task were there. */
  public record TypeScore(String taskType, int latest) implements Encodable {
    static TypeScore decode(Decoder in) {
      return new TypeScore(in.text(TypeWork.MAX_TYPE_BYTES), in.u32());
    }

    @Override
    public void encode(Encoder out) {
      out.text(taskType).u32(latest);
    }
  }

  public Score {
    factors = List.copyOf(factors);
    types = List.copyOf(types);
  }

  static Score decode(Decoder in) {
    return new Score(
        in.u32(),
        in.u32(),
        in.u32(),
        in.list(Factor.values().length, Decoder::u32),
        in.list(ChainEvidence.MAX_TYPES, TypeScore::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(value).u32(latest).u32(confidence).list(factors, Encoder::u32).list(types);
  }

  public int factor(Factor factor) {
    return factors.get(factor.position());
  }
}
