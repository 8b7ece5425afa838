package io.pouw.node.bus;

import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.LedgerState;
import java.util.List;

/** The finalised ledger after more blocks; the first one at start carries no blocks. */
public record LedgerAdvanced(LedgerState state, List<Block> blocks, List<LedgerEvent> events) {}
