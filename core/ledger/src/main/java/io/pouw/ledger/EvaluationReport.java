package io.pouw.ledger;

import io.pouw.plugin.Scores;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** What an evaluator measured, and in which block. */
public record EvaluationReport(Address evaluator, Scores scores, long height) implements Encodable {
  static EvaluationReport decode(Decoder in) {
    return new EvaluationReport(in.address(), Scores.decode(in), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.address(evaluator).put(scores).i64(height);
  }
}
