package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.PublicKey;

/**
 * One who votes.
 *
 * @param key signs the votes and authenticates the peer
 * @param stake weight of the vote in base units, positive
 */
public record Validator(PublicKey key, long stake) implements Encodable {
  public Validator {
    if (stake <= 0)
      throw new IllegalArgumentException(
          "validator " + key + " has stake " + stake + ", expected a positive amount");
  }

  public static Validator decode(Decoder in) {
    PublicKey key = PublicKey.decode(in);
    long stake = in.u63();
    if (stake == 0) throw in.error("a validator without stake");
    return new Validator(key, stake);
  }

  @Override
  public void encode(Encoder out) {
    out.put(key).i64(stake);
  }
}
