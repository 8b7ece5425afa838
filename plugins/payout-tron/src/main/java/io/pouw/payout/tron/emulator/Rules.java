package io.pouw.payout.tron.emulator;

/**
 * Numbers of TRON's mainnet, as its committee has set them.
 *
 * @param blockMs from one block to the next, in block time
 * @param solidDepth blocks above a block when it is solid: 19 of 27 producers have built on it
 * @param energyPrice sun for a unit of energy
 * @param bytePrice sun for a byte that no bandwidth covers
 * @param freeBytes that an account has in 24 hours
 * @param newAccountFee sun for a transfer of TRX to an account that is not there yet
 * @param crowding when a contract that many call becomes dearer
 */
public record Rules(
    long blockMs,
    int solidDepth,
    long energyPrice,
    long bytePrice,
    long freeBytes,
    long newAccountFee,
    Crowding crowding) {
  public static final Rules MAINNET =
      new Rules(3_000, 18, 100, 1_000, 600, 1_100_000, Crowding.MAINNET);

  /**
   * The dynamic energy model.
   *
   * @param threshold energy of a contract in a cycle above which it becomes dearer in the next
   * @param increaseFactor by how much then, in 1/10,000; a quarter of it a quiet cycle takes back
   * @param maxFactor most that is paid on top, in 1/10,000
   * @param cycleMs from one maintenance to the next, in block time
   */
  public record Crowding(long threshold, long increaseFactor, long maxFactor, long cycleMs) {
    public static final Crowding MAINNET =
        new Crowding(5_000_000_000L, 2_000, 34_000, 6L * 3_600 * 1_000);
  }

  public Rules with(Crowding other) {
    return new Rules(blockMs, solidDepth, energyPrice, bytePrice, freeBytes, newAccountFee, other);
  }

  static final int MAX_TRANSACTION_BYTES = 500 * 1_024;
  static final long MAX_LIFETIME_MS = 24L * 3_600 * 1_000;
  static final long MAX_FEE_LIMIT = 15_000_000_000L;
  static final long DAY_MS = 24L * 3_600 * 1_000;

  /** Blocks that a reference may lie back: the numbers of two bytes. */
  static final int REFERENCE_SPAN = 1 << 16;

  /** Energy that a constant call may use. */
  static final long CONSTANT_ENERGY = 100_000_000;
}
