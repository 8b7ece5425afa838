package io.pouw.payout.tron.evm;

import java.math.BigInteger;
import java.util.List;

/** An event of a contract. */
@SuppressWarnings("ArrayRecordComponent") // written once, handed on
public record Log(List<BigInteger> topics, byte[] data) {}
