package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * An account with money from the start.
 *
 * @param label what it is for, at most 64 bytes
 */
public record GenesisAccount(Address address, long balance, String label) implements Encodable {
  static GenesisAccount decode(Decoder in) {
    return new GenesisAccount(in.address(), in.u63(), in.text(GenesisValidator.MAX_NAME_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.address(address).i64(balance).text(label);
  }
}
