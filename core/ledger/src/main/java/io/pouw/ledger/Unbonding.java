package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** Stake on its way back to the balance: free at a height, slashable until then. */
public record Unbonding(long amount, long releaseHeight) implements Encodable {
  static Unbonding decode(Decoder in) {
    return new Unbonding(in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(amount).i64(releaseHeight);
  }
}
