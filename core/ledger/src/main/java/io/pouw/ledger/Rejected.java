package io.pouw.ledger;

/**
 * A candidate that did not go into a block.
 *
 * @param pending whether it may still apply later: its nonce is ahead, or the block is full
 */
public record Rejected(Transaction transaction, String reason, boolean pending) {}
