package io.pouw.role.peer;

import io.pouw.plugin.NodeRole;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.work.PeerMachine;
import org.pf4j.Extension;

/** The peer as a plugin. */
@Extension
public final class PeerRole implements NodeRole {
  @Override
  public Role role() {
    return Role.PEER;
  }

  @Override
  public String description() {
    return "Follows the chain and relays; no other duties.";
  }

  @Override
  public RoleMachine machine(RoleContext context) {
    return new PeerMachine();
  }
}
