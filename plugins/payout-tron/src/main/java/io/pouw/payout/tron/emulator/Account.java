package io.pouw.payout.tron.emulator;

/**
 * What an account has beside its tokens.
 *
 * @param balance in sun
 * @param energyLimit of what is staked for it, for 24 hours
 * @param energyUsed of it, as of {@code usedAt}
 * @param bytesUsed of the free bandwidth, as of {@code usedAt}
 * @param usedAt block time in milliseconds
 */
record Account(long balance, long energyLimit, long energyUsed, long bytesUsed, long usedAt) {
  static final Account NONE = new Account(0, 0, 0, 0, 0);

  /** What was used comes back evenly within 24 hours. */
  Account at(long now) {
    long passed = Math.min(Rules.DAY_MS, Math.max(0, now - usedAt));
    long left = Rules.DAY_MS - passed;
    return new Account(
        balance,
        energyLimit,
        energyUsed * left / Rules.DAY_MS,
        bytesUsed * left / Rules.DAY_MS,
        now);
  }

  long energyLeft() {
    return Math.max(0, energyLimit - energyUsed);
  }

  Account plus(long sun) {
    return new Account(Math.addExact(balance, sun), energyLimit, energyUsed, bytesUsed, usedAt);
  }

  Account withBytes(long more) {
    return new Account(balance, energyLimit, energyUsed, bytesUsed + more, usedAt);
  }

  Account withEnergy(long more) {
    return new Account(balance, energyLimit, energyUsed + more, bytesUsed, usedAt);
  }

  Account withStake(long energy) {
    return new Account(balance, energy, energyUsed, bytesUsed, usedAt);
  }
}
