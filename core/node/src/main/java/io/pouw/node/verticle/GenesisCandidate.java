package io.pouw.node.verticle;

import io.pouw.consensus.Candidate;
import io.pouw.primitives.Hash;

/** What stands under the first block: final by definition. */
record GenesisCandidate(Hash id) implements Candidate {
  @Override
  public Hash parent() {
    return Hash.ZERO;
  }

  @Override
  public long height() {
    return 0;
  }

  @Override
  public long view() {
    return 0;
  }

  @Override
  public byte[] toBytes() {
    return id.toBytes();
  }
}
