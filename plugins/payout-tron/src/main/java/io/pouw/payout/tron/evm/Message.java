package io.pouw.payout.tron.evm;

import java.math.BigInteger;

/**
 * A call of code, and the block that it is in.
 *
 * @param self address of the contract, 20 bytes as a number
 * @param caller address of who calls
 * @param value sent along, in sun
 * @param data of the call; empty for a deployment
 * @param energyLimit most energy that it may use
 * @param blockNumber of the block
 * @param timestamp of the block, seconds
 * @param readOnly whether writing and logging are errors
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read only
public record Message(
    BigInteger self,
    BigInteger caller,
    BigInteger value,
    byte[] data,
    long energyLimit,
    long blockNumber,
    long timestamp,
    boolean readOnly) {}
