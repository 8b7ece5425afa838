package io.pouw.role.supervisor;

import io.pouw.plugin.NodeRole;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.security.gradient.GradientPolicy;
import io.pouw.security.gradient.GradientWatch;
import io.pouw.work.SupervisorMachine;
import org.pf4j.Extension;

/**
 * The supervisor as a plugin. The settings {@value GradientPolicy#BYZANTINE_TOLERANCE} and {@value
 * GradientPolicy#SENSITIVITY} are those of the detectors of poison.
 */
@Extension
public final class SupervisorRole implements NodeRole {
  @Override
  public Role role() {
    return Role.SUPERVISOR;
  }

  @Override
  public String description() {
    return "Opens and closes rounds, combines updates, commits checkpoints.";
  }

  @Override
  public RoleMachine machine(RoleContext context) {
    GradientPolicy policy = GradientPolicy.of(context.settings());
    return new SupervisorMachine(context, () -> new GradientWatch(policy));
  }
}
