package io.pouw.node.cluster;

import com.hazelcast.config.JoinConfig;
import java.util.List;

/** How a member finds the others. */
public sealed interface Discovery {
  /**
   * Sets up how Hazelcast joins.
   *
   * @param port of this member, and of others where nothing else says it
   */
  void apply(JoinConfig join, int port);

  /**
   * How long a member looks for others before it begins a cluster of its own. What it finds by a
   * list or by multicast it asks in any case; what it finds by a name only within this time.
   */
  default int searchSeconds() {
    return 0;
  }

  /**
   * By asking into the local network.
   *
   * @param group of the multicast, such as 224.2.2.3
   * @param groupPort of the multicast
   */
  record Multicast(String group, int groupPort) implements Discovery {
    @Override
    public void apply(JoinConfig join, int port) {
      join.getMulticastConfig()
          .setEnabled(true)
          .setMulticastGroup(group)
          .setMulticastPort(groupPort);
    }
  }

  /**
   * By a list.
   *
   * @param members host or host:port of some members; this one may be among them
   */
  record Addresses(List<String> members) implements Discovery {
    public Addresses {
      members = List.copyOf(members);
    }

    @Override
    public void apply(JoinConfig join, int port) {
      join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2).setMembers(members);
    }
  }

  /**
   * By the addresses behind a headless service of Kubernetes; all of its pods listen on this
   * member's port.
   *
   * @param service its DNS name, such as {@code pouw-cluster.default.svc.cluster.local}
   */
  record Kubernetes(String service) implements Discovery {
    @Override
    public int searchSeconds() {
      return 3;
    }

    @Override
    public void apply(JoinConfig join, int port) {
      join.getKubernetesConfig()
          .setEnabled(true)
          .setProperty("service-dns", service)
          .setProperty("service-port", Integer.toString(port));
    }
  }
}
