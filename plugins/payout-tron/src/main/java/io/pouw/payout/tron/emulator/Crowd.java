package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.evm.Evm;

/**
 * How crowded a contract is (TIP-491, java-tron's {@code ContractStateCapsule}): one that used more
 * energy in a cycle than the threshold costs more in the next, and less again with each quiet one.
 *
 * @param usage energy of its calls in the cycle, without penalties
 * @param factor what its energy costs on top, in 1/10,000
 * @param cycle that both are of; 0 for a contract that was never called
 */
record Crowd(long usage, long factor, long cycle) {
  static final Crowd NONE = new Crowd(0, 0, 0);

  /** The share of a rise that a quiet cycle takes back. */
  private static final double DECREASE_DIVISION = 4;

  /** As of a cycle: first the rise for a busy one, then the fall for the quiet ones since. */
  Crowd at(long now, Rules.Crowding rules) {
    if (cycle == now) return this;
    if (cycle > now || cycle == 0) return new Crowd(0, 0, now);
    long risen = factor;
    long last = cycle;
    double rise = (double) rules.increaseFactor() / Evm.PLAIN;
    if (usage > rules.threshold()) {
      last++;
      risen = Math.min(rules.maxFactor(), (long) ((factor + Evm.PLAIN) * (1 + rise)) - Evm.PLAIN);
    }
    if (last == now) return new Crowd(0, risen, now);
    double fall = StrictMath.pow(1 - rise / DECREASE_DIVISION, (double) (now - last));
    return new Crowd(0, Math.max(0, (long) ((risen + Evm.PLAIN) * fall) - Evm.PLAIN), now);
  }

  Crowd plus(long energy) {
    return new Crowd(usage + energy, factor, cycle);
  }
}
