package io.pouw.payout.tron.evm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs contract code. Knows the instructions of the "Paris" fork and PUSH0 that a contract needs
 * that stands alone; calls to other contracts, creation and self-destruction are illegal operations
 * here. Pure: the storage is given, the writes are in the outcome.
 */
public final class Evm {
  private Evm() {}

  /** Reads a contract's storage; zero where nothing was written. */
  public interface Storage {
    BigInteger get(BigInteger key);
  }

  /** A factor that adds nothing. */
  public static final long PLAIN = 10_000;

  /** Calls a contract that is not crowded. */
  public static Outcome call(byte[] code, Message message, Storage storage) {
    return call(code, message, storage, PLAIN);
  }

  /**
   * Calls a contract.
   *
   * @param factor by which each instruction's energy is multiplied, in 1/10,000, rounded down; at
   *     least {@link #PLAIN}
   */
  public static Outcome call(byte[] code, Message message, Storage storage, long factor) {
    var frame = new Frame(code, message, storage, factor);
    try {
      byte[] output = frame.run();
      return new Outcome(
          Outcome.Result.SUCCESS,
          output,
          frame.energyUsed(),
          frame.penalty(),
          frame.writes(),
          frame.logs(),
          "");
    } catch (Revert e) {
      return failed(
          Outcome.Result.REVERT,
          e.output(),
          frame.energyUsed(),
          frame.penalty(),
          "REVERT opcode executed");
    } catch (Halt e) {
      return failed(
          e.result(),
          new byte[0],
          message.energyLimit(),
          frame.penalty(),
          String.valueOf(e.getMessage()));
    }
  }

  /** Runs the code that makes a contract; the output is the contract's code. */
  public static Outcome deploy(byte[] initCode, Message message) {
    Outcome made = call(initCode, message, key -> BigInteger.ZERO);
    if (!made.succeeded()) return made;
    long energy = made.energy() + Energy.CODE_BYTE * made.output().length;
    if (energy > message.energyLimit())
      return failed(
          Outcome.Result.OUT_OF_ENERGY, new byte[0], message.energyLimit(), 0, "storing the code");
    return new Outcome(made.result(), made.output(), energy, 0, made.writes(), made.logs(), "");
  }

  private static Outcome failed(
      Outcome.Result result, byte[] output, long energy, long penalty, String message) {
    return new Outcome(
        result,
        Arrays.copyOf(output, output.length),
        energy,
        penalty,
        Map.of(),
        List.of(),
        message);
  }
}
