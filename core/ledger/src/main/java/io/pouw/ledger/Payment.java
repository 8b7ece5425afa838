package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** What an account got when a task was settled. */
public record Payment(Address account, LedgerEvent.Kind kind, long amount) implements Encodable {
  static Payment decode(Decoder in) {
    return new Payment(in.address(), in.constant(LedgerEvent.Kind.values()), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.address(account).constant(kind).i64(amount);
  }
}
