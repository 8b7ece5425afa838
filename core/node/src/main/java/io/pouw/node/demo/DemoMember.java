package io.pouw.node.demo;

import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.Role;
import java.util.Optional;

/**
 * A node of the demo network.
 *
 * @param name such as {@code miner-2}
 * @param role its ticket; none for a validator and the client
 * @param cheater whether it makes its updates up
 */
record DemoMember(String name, Optional<Role> role, boolean cheater, PouwNode node) {
  /** The role as the report names it. */
  String roleName() {
    if (name.startsWith("client")) return "client";
    return role.map(each -> each.name().toLowerCase(java.util.Locale.ROOT)).orElse("validator");
  }
}
