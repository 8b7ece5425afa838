package io.pouw.payout.tron.evm;

/**
 * What an opcode costs before memory and other things that grow: TRON's table ({@code EnergyCost}
 * of java-tron), which kept Ethereum's early prices.
 */
final class Energy {
  static final long SHA3_WORD = 6;
  static final long COPY_WORD = 3;
  static final long EXP_BYTE = 10;
  static final long LOG_TOPIC = 375;
  static final long LOG_BYTE = 8;
  static final long SET_STORAGE = 20_000;
  static final long RESET_STORAGE = 5_000;
  static final long CODE_BYTE = 200;

  private Energy() {}

  static long words(long bytes) {
    return (bytes + 31) / 32;
  }

  static long of(int opcode) {
    return switch (opcode) {
      case 0x00, 0xf3, 0xfd -> 0;
      case 0x01,
          0x03,
          0x10,
          0x11,
          0x12,
          0x13,
          0x14,
          0x15,
          0x16,
          0x17,
          0x18,
          0x19,
          0x1a,
          0x1b,
          0x1c,
          0x1d ->
          3;
      case 0x02, 0x04, 0x05, 0x06, 0x07, 0x0b -> 5;
      case 0x08, 0x09 -> 8;
      case 0x0a -> 10;
      case 0x20 -> 30;
      case 0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46 -> 2;
      case 0x48, 0x50, 0x58, 0x59, 0x5a, 0x5f -> 2;
      case 0x35, 0x37, 0x39, 0x51, 0x52, 0x53 -> 3;
      case 0x47 -> 5;
      case 0x54 -> 50;
      case 0x55 -> 0; // all of it depends on what was there
      case 0x56 -> 8;
      case 0x57 -> 10;
      case 0x5b -> 1;
      case 0xa0, 0xa1, 0xa2, 0xa3, 0xa4 -> 375;
      default -> {
        if (opcode >= 0x60 && opcode <= 0x9f) yield 3; // push, dup, swap
        throw new Halt(Outcome.Result.ILLEGAL_OPERATION, "opcode 0x" + Integer.toHexString(opcode));
      }
    };
  }
}
