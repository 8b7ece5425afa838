package io.pouw.network;

import io.pouw.network.discovery.PeerTable;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Vertx;

/** The thread-safe parts of a network, which its interface and its event loop share. */
record NetworkCore(
    LocalNode local,
    PeerTable<PeerConnection> table,
    MessageIds ids,
    MessageHistory history,
    RequestTable requests,
    GossipRelay gossip,
    MessageHandler handler,
    NetworkListener listener,
    NetworkCounters counters) {
  static NetworkCore of(
      Vertx vertx, NetworkConfig config, KeyPair identity, Hash chainId, NetworkListener listener) {
    var local = LocalNode.of(config, identity, chainId);
    var counters = new NetworkCounters();
    var table = new PeerTable<PeerConnection>(local.address(), config.maxPeers());
    var history = new MessageHistory(config.historySize());
    var handler =
        new MessageHandler(
            message -> listener.onMessage(message.senderId(), message.type(), message.data()));
    return new NetworkCore(
        local,
        table,
        new MessageIds(local.instance()),
        history,
        new RequestTable(vertx),
        new GossipRelay(local, table, history, handler, counters),
        handler,
        listener,
        counters);
  }

  NetworkConfig config() {
    return local.config();
  }
}
