package io.pouw.ledger;

import io.pouw.primitives.Hash;

/** What is the same for all states of one chain. */
record Chain(Genesis genesis, Hash id) {
  static Chain of(Genesis genesis) {
    return new Chain(genesis, genesis.chainId());
  }
}
