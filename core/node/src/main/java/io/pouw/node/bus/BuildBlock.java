package io.pouw.node.bus;

import io.pouw.primitives.Hash;

/**
 * Asks the ledger for a block on a parent that it has built, validated or committed. The next such
 * request replaces this one, which then fails.
 */
public record BuildBlock(long view, Hash parent) {}
