package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** How many verdicts of a verifier on a task agreed with the outcome; its share of the reward. */
public record VerifierTally(Address verifier, int agreed) implements Encodable {
  static VerifierTally decode(Decoder in) {
    return new VerifierTally(in.address(), in.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.address(verifier).u32(agreed);
  }
}
