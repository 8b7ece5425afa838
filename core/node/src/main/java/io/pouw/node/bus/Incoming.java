package io.pouw.node.bus;

import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;
import java.util.Optional;

/**
 * A message of another node.
 *
 * @param from who made it: the peer that the channel authenticated, or the signer of a gossip
 * @param key of the sender if it is connected
 */
public record Incoming(Address from, Optional<PublicKey> key, String topic, byte[] payload) {}
