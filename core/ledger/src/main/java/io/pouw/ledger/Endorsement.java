package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/**
 * A supervisor's signature over a {@link Checkpoint}'s encoding, under {@code Domain.CHECKPOINT}.
 *
 * @param supervisor index in the task's list of supervisors
 * @param key whose address stands there
 */
public record Endorsement(int supervisor, PublicKey key, Signature signature) implements Encodable {
  public static Endorsement decode(Decoder in) {
    return new Endorsement(in.u32(), PublicKey.decode(in), Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(supervisor).put(key).put(signature);
  }
}
