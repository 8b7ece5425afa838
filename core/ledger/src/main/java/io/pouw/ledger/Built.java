package io.pouw.ledger;

import java.util.List;

/** A new block, what it does, and the candidates that are not in it. */
public record Built(Block block, Transition transition, List<Rejected> rejected) {
  public Built {
    rejected = List.copyOf(rejected);
  }
}
