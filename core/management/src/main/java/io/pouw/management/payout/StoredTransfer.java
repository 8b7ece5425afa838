package io.pouw.management.payout;

/**
 * A signed transfer as it is kept.
 *
 * @param id of the transaction
 * @param seen the block in which it was last seen; empty if in none
 */
@SuppressWarnings("ArrayRecordComponent") // read from the database, read only
record StoredTransfer(String id, long payment, int attempt, byte[] bytes, String seen) {}
