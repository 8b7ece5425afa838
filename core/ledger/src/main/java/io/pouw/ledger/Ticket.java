package io.pouw.ledger;

import io.pouw.plugin.Role;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * That an account stands ready for a role.
 *
 * @param height at which it was taken
 * @param preferences JSON as it was sent, possibly empty
 */
public record Ticket(Role role, long height, byte[] preferences) implements Encodable {
  static Ticket decode(Decoder in) {
    return new Ticket(
        in.constant(Role.values()),
        in.u63(),
        in.bytes(TransactionBody.TakeTicket.MAX_PREFERENCES_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.constant(role).i64(height).bytes(preferences);
  }
}
