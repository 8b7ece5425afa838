package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** What a challenger put down; it comes back unless the unit proves valid. */
public record Deposit(Address challenger, long amount) implements Encodable {
  static Deposit decode(Decoder in) {
    return new Deposit(in.address(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.address(challenger).i64(amount);
  }
}
