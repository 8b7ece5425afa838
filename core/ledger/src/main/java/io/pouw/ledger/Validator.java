package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;

/**
 * One that finalises blocks.
 *
 * @param nodeId its name in genesis
 * @param power its weight in votes: the stake that genesis bonded, which cannot be unstaked
 */
public record Validator(String nodeId, PublicKey key, long power) {
  public Address address() {
    return key.address();
  }
}
