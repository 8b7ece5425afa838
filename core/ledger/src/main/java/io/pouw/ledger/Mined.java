package io.pouw.ledger;

import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/** A unit that held up in this block: what it minted and for whom. */
public record Mined(Hash task, UnitId unit, Address miner, long minted) implements Encodable {
  public static Mined decode(Decoder in) {
    return new Mined(in.hash(), UnitId.decode(in), in.address(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.hash(task).put(unit).address(miner).i64(minted);
  }
}
