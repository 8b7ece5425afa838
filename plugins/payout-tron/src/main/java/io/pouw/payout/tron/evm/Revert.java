package io.pouw.payout.tron.evm;

/** The code gave up and says why. */
final class Revert extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient byte[] output;

  Revert(byte[] output) {
    super("revert", null, false, false);
    this.output = output;
  }

  byte[] output() {
    return output;
  }
}
