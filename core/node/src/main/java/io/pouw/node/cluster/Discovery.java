package io.pouw.node.cluster;

import com.hazelcast.config.JoinConfig;
import java.util.List;

/** How a member finds the others. */
public sealed interface Discovery {
  /** Sets up how Hazelcast joins. */
  void apply(JoinConfig join);

  /**
   * By asking into the local network.
   *
   * @param group of the multicast, such as 224.2.2.3
   * @param port of the multicast
   */
  record Multicast(String group, int port) implements Discovery {
    @Override
    public void apply(JoinConfig join) {
      join.getMulticastConfig().setEnabled(true).setMulticastGroup(group).setMulticastPort(port);
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
    public void apply(JoinConfig join) {
      join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2).setMembers(members);
    }
  }

  /**
   * By the addresses behind a headless service of Kubernetes.
   *
   * @param service its DNS name, such as {@code pouw-cluster.default.svc.cluster.local}
   */
  record Kubernetes(String service) implements Discovery {
    @Override
    public void apply(JoinConfig join) {
      join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", service);
    }
  }
}
