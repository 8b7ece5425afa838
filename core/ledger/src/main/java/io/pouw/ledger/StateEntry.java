package io.pouw.ledger;

/** One entry of the ledger's state as it is stored and hashed. */
public record StateEntry(byte[] key, byte[] value) {}
