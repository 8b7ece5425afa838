package io.pouw.node.bus;

import io.pouw.primitives.Address;

/** What goes to other nodes. */
public sealed interface Outgoing {
  String topic();

  byte[] payload();

  /** To one peer; lost if it is not connected. */
  record To(Address peer, String topic, byte[] payload) implements Outgoing {}

  /** To all connected peers. */
  record ToAll(String topic, byte[] payload) implements Outgoing {}

  /** To everybody, relayed by peers. */
  record Gossip(String topic, byte[] payload) implements Outgoing {}
}
