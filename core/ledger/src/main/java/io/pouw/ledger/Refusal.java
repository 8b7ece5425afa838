package io.pouw.ledger;

import java.util.function.Supplier;

/** Why a transaction does not apply. Thrown and caught inside the ledger, so without a trace. */
final class Refusal extends RuntimeException {
  private final boolean ahead;

  Refusal(String reason) {
    this(reason, false);
  }

  /**
   * @param ahead whether only the nonce is in the way, so that it may apply later
   */
  Refusal(String reason, boolean ahead) {
    super(reason, null, false, false);
    this.ahead = ahead;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  boolean ahead() {
    return ahead;
  }

  static void unless(boolean condition, String reason) {
    if (!condition) throw new Refusal(reason);
  }

  /** The same where most transactions pass and the reason would cost more than the check. */
  static void unless(boolean condition, Supplier<String> reason) {
    if (!condition) throw new Refusal(reason.get());
  }
}
