package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** What a verifier said of a drawn unit, and in which block. */
public record Attestation(Address verifier, Verdict verdict, BlobId recomputed, long height)
    implements Encodable {
  static Attestation decode(Decoder in) {
    return new Attestation(
        in.address(), in.constant(Verdict.values()), BlobId.decode(in), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.address(verifier).constant(verdict).put(recomputed).i64(height);
  }
}
