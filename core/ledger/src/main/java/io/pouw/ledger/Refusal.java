package io.pouw.ledger;

import java.util.function.Supplier;

/** Why a transaction does not apply. Thrown and caught inside the ledger, so without a trace. */
final class Refusal extends RuntimeException {
  private final Supplier<String> reason;
  private final boolean ahead;

  Refusal(String reason) {
    this(() -> reason, false);
  }

  private Refusal(Supplier<String> reason, boolean ahead) {
    super(null, null, false, false);
    this.reason = reason;
    this.ahead = ahead;
  }

  /**
   * Only the nonce is in the way, so that it may apply later. Most that are told so wait in the
   * mempool, and nobody asks for the reason.
   */
  static Refusal ahead(Supplier<String> reason) {
    return new Refusal(reason, true);
  }

  String reason() {
    return reason.get();
  }

  @Override
  public String getMessage() {
    return reason();
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
