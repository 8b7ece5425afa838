package io.pouw.node.bus;

import io.pouw.ledger.Block;

/** Asks the ledger whether a block is valid on its parent, which it knows. */
public record CheckBlock(Block block) {}
