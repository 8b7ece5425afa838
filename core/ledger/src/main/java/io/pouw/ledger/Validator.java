package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.PublicKey;

/**
 * One that finalises the blocks of an epoch.
 *
 * @param nodeId its name
 * @param power its weight in votes: the stake that it had bonded when the epoch began
 */
public record Validator(String nodeId, PublicKey key, long power) implements Encodable {
  static Validator decode(Decoder in) {
    return new Validator(in.text(GenesisValidator.MAX_NAME_BYTES), PublicKey.decode(in), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.text(nodeId).put(key).i64(power);
  }

  public Address address() {
    return key.address();
  }
}
