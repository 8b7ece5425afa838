package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.PublicKey;

/**
 * A validator from the start.
 *
 * @param nodeId its name, 1 to 64 bytes
 * @param stake bonded base units, its weight in votes
 * @param initialBalance free base units beside the stake
 */
public record GenesisValidator(String nodeId, PublicKey key, long stake, long initialBalance)
    implements Encodable {
  static final int MAX_NAME_BYTES = 64;

  static GenesisValidator decode(Decoder in) {
    return new GenesisValidator(in.text(MAX_NAME_BYTES), PublicKey.decode(in), in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.text(nodeId).put(key).i64(stake).i64(initialBalance);
  }
}
