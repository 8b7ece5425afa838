package io.pouw.node;

import io.pouw.network.NetworkConfig;
import io.pouw.network.NetworkListener;
import io.pouw.network.PeerEndpoint;
import io.pouw.network.PeerNetwork;
import io.pouw.network.TopicClasses;
import io.pouw.node.bus.Bus;
import io.pouw.node.config.NodeConfig;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.security.TrafficClass;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.Locale;

/** Opens a node's place in the network as its configuration says. */
public final class NodeNetwork {
  private NodeNetwork() {}

  /** A network that is not started: bootstrap peers and those of the address book. */
  public static PeerNetwork open(
      Vertx vertx, NodeConfig config, Hash chainId, KeyPair keys, NetworkListener listener) {
    var bootstrap = new LinkedHashSet<>(config.bootstrap());
    bootstrap.addAll(new AddressBook(config.dataFolder()).addresses());
    NetworkConfig wanted =
        NetworkConfig.builder(config.host(), config.port())
            .bootstrapPeers(bootstrap.stream().map(PeerEndpoint::parse).toList())
            .maxPeers(config.maxPeers())
            .roles(
                config.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList())
            .softwareVersion(Version.PRODUCT)
            .topics(TopicClasses.defaults().with(Bus.WORK, TrafficClass.BULK))
            .build();
    return new PeerNetwork(vertx, wanted, keys, chainId, listener);
  }
}
