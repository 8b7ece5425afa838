package io.pouw.payout.tron.evm;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * What a run of code came to.
 *
 * @param output what it returned, or the reason that it reverted with
 * @param energy used, penalty and all
 * @param penalty of that, what a crowded contract costs on top
 * @param writes to the storage; empty unless it succeeded
 * @param logs empty unless it succeeded
 * @param message why it failed, for people; empty if it succeeded
 */
@SuppressWarnings("ArrayRecordComponent") // written once, handed on
public record Outcome(
    Result result,
    byte[] output,
    long energy,
    long penalty,
    Map<BigInteger, BigInteger> writes,
    List<Log> logs,
    String message) {

  /** As TRON names them in a receipt. */
  public enum Result {
    SUCCESS,
    REVERT,
    OUT_OF_ENERGY,
    ILLEGAL_OPERATION,
    STACK_TOO_SMALL,
    STACK_TOO_LARGE,
    BAD_JUMP_DESTINATION,
    OUT_OF_MEMORY
  }

  public boolean succeeded() {
    return result == Result.SUCCESS;
  }
}
