package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * All the money there is, in base units.
 *
 * @param genesis what there was at height 0
 * @param minted since
 * @param burned since
 */
public record Supply(long genesis, long minted, long burned) implements Encodable {
  public static Supply decode(Decoder in) {
    return new Supply(in.u63(), in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(genesis).i64(minted).i64(burned);
  }

  public long total() {
    return Math.subtractExact(Math.addExact(genesis, minted), burned);
  }

  Supply mint(long amount) {
    return new Supply(genesis, Math.addExact(minted, amount), burned);
  }

  Supply burn(long amount) {
    return new Supply(genesis, minted, Math.addExact(burned, amount));
  }
}
