package io.pouw.role.evaluator;

import io.pouw.plugin.NodeRole;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.work.EvaluatorMachine;
import org.pf4j.Extension;

/** The evaluator as a plugin. */
@Extension
public final class EvaluatorRole implements NodeRole {
  @Override
  public Role role() {
    return Role.EVALUATOR;
  }

  @Override
  public String description() {
    return "Scores the finished model on the test data that was held back.";
  }

  @Override
  public RoleMachine machine(RoleContext context) {
    return new EvaluatorMachine(context);
  }
}
