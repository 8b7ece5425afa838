package io.pouw.role.verifier;

import io.pouw.plugin.NodeRole;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.work.VerifierMachine;
import org.pf4j.Extension;

/** The verifier as a plugin. */
@Extension
public final class VerifierRole implements NodeRole {
  @Override
  public Role role() {
    return Role.VERIFIER;
  }

  @Override
  public String description() {
    return "Re-executes drawn units and attests what it found.";
  }

  @Override
  public RoleMachine machine(RoleContext context) {
    return new VerifierMachine(context);
  }
}
