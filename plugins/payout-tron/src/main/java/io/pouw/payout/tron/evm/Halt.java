package io.pouw.payout.tron.evm;

/** Ends a run whose effects do not count; its name is that of TRON's {@code contractResult}. */
final class Halt extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Outcome.Result result;

  Halt(Outcome.Result result, String why) {
    super(why, null, false, false);
    this.result = result;
  }

  Outcome.Result result() {
    return result;
  }
}
