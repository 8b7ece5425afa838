package io.pouw.network;

import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.security.SecureRandom;

/**
 * Who this node is.
 *
 * @param instance a random number of this run
 */
record LocalNode(
    NetworkConfig config, KeyPair identity, Address address, Hash chainId, long instance) {
  static LocalNode of(NetworkConfig config, KeyPair identity, Hash chainId) {
    return new LocalNode(
        config, identity, identity.address(), chainId, new SecureRandom().nextLong());
  }

  /** What this node introduces itself with, once it knows its port. */
  Hello hello(int boundPort) {
    return new Hello(
        FrameHeader.PROTOCOL_VERSION,
        chainId,
        address,
        instance,
        advertisedHost(),
        boundPort,
        config.roles(),
        config.softwareVersion());
  }

  private String advertisedHost() {
    if (!config.advertisedHost().isEmpty()) return config.advertisedHost();
    return isWildcard(config.host()) ? "" : config.host();
  }

  private static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }
}
