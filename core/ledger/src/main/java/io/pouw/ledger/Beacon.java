package io.pouw.ledger;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/** How the random beacon goes from block to block. */
final class Beacon {
  private Beacon() {}

  /** What the proposer proves: it cannot choose the value, only withhold the block. */
  static byte[] alpha(Head parent) {
    return new Encoder().hash(parent.beacon()).i64(parent.height() + 1).toBytes();
  }

  static Hash next(Head parent, Hash output) {
    return Hash.of(Domain.BEACON, parent.beacon().toBytes(), output.toBytes());
  }
}
