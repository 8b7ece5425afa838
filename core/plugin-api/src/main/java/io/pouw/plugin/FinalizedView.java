package io.pouw.plugin;

import io.pouw.primitives.Hash;

/**
 * The ledger after a finalised block, immutable. Its one implementation is {@code LedgerState} of
 * {@code core/ledger}; a plugin that needs more than this compiles against that module and calls
 * {@code LedgerState.of(view)}.
 */
public interface FinalizedView {
  Hash chainId();

  long height();

  /** The random beacon of the block at {@link #height()}. */
  Hash beacon();
}
