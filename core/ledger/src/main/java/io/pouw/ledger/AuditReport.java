package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** What a verifier found in an audit: the first accepted checkpoint with a wrong unit. */
public record AuditReport(Address verifier, int firstBad, long height) implements Encodable {
  static AuditReport decode(Decoder in) {
    return new AuditReport(in.address(), in.u32(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.address(verifier).u32(firstBad).i64(height);
  }
}
