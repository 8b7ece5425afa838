package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** How many units of a checkpoint a miner did; they are neighbours in the unit tree. */
public record MinerUnits(Address miner, int units) implements Encodable {
  public static MinerUnits decode(Decoder in) {
    return new MinerUnits(in.address(), in.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.address(miner).u32(units);
  }
}
