package io.pouw.plugin;

import java.util.List;
import org.pf4j.ExtensionPoint;

/** Builds encrypted tunnels between the machines of a mesh. Blocks; called on a virtual thread. */
public interface MeshDriver extends ExtensionPoint {
  /** Such as {@code wireguard}. */
  String name();

  /** Makes the interface and its tunnels as given, adding and removing what differs from now. */
  void apply(String interfaceName, List<Tunnel> tunnels);

  void remove(String interfaceName);

  /**
   * One tunnel to a peer.
   *
   * @param publicKey of the peer, in the driver's own form
   * @param endpoint host:port
   * @param allowedNetworks in CIDR form
   */
  record Tunnel(String publicKey, String endpoint, List<String> allowedNetworks) {}
}
