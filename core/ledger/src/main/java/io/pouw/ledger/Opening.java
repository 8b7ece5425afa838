package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** A drawn unit as a supervisor showed it, proven to be the committed one. */
public record Opening(UnitClaim claim, RoundRecord round, Address by, long height)
    implements Encodable {
  static Opening decode(Decoder in) {
    return new Opening(UnitClaim.decode(in), RoundRecord.decode(in), in.address(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.put(claim).put(round).address(by).i64(height);
  }
}
