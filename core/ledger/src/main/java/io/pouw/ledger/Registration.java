package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.PublicKey;

/**
 * That an account validates, did, or may no longer.
 *
 * @param name for people
 * @param key the account's
 * @param standing what it may
 * @param jailedUntil while jailed, the first epoch in which it may ask to come back; 0 otherwise
 */
public record Registration(String name, PublicKey key, Standing standing, long jailedUntil)
    implements Encodable {
  /** What a validator may. The order is part of the encoding. */
  public enum Standing {
    /** Validates in each epoch that begins while its stake is high enough. */
    ACTIVE,
    /** Was away while it should have led, and waits. */
    JAILED,
    /** Left by its own will; may register again. */
    EXITED,
    /** Contradicted itself; never validates again. */
    CONVICTED
  }

  static Registration active(String name, PublicKey key) {
    return new Registration(name, key, Standing.ACTIVE, 0);
  }

  static Registration decode(Decoder in) {
    return new Registration(
        in.text(GenesisValidator.MAX_NAME_BYTES),
        PublicKey.decode(in),
        in.constant(Standing.values()),
        in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.text(name).put(key).constant(standing).i64(jailedUntil);
  }

  Registration with(Standing changed) {
    return new Registration(name, key, changed, 0);
  }

  Registration jailed(long untilEpoch) {
    return new Registration(name, key, Standing.JAILED, untilEpoch);
  }

  /** Whether its stake has to stay where it is. */
  boolean isBound() {
    return standing == Standing.ACTIVE || standing == Standing.JAILED;
  }
}
