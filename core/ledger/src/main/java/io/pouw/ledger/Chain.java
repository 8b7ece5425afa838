package io.pouw.ledger;

import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Optional;

/** What is the same for all states of one chain. */
record Chain(Genesis genesis, Hash id, List<Validator> validators) {
  static Chain of(Genesis genesis) {
    var validators =
        genesis.validators().stream()
            .map(each -> new Validator(each.nodeId(), each.key(), each.stake()))
            .toList();
    return new Chain(genesis, genesis.chainId(), validators);
  }

  Optional<Validator> validator(PublicKey key) {
    return validators.stream().filter(each -> each.key().equals(key)).findFirst();
  }
}
