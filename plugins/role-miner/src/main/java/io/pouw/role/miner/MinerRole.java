package io.pouw.role.miner;

import io.pouw.plugin.NodeRole;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.work.MinerMachine;
import org.pf4j.Extension;

/**
 * The miner as a plugin. The setting {@code misconduct=forge}, with {@code misconduct_from_round},
 * makes it the demo's cheater ({@link ForgingTaskType}); any other misconduct is refused.
 */
@Extension
public final class MinerRole implements NodeRole {
  @Override
  public Role role() {
    return Role.MINER;
  }

  @Override
  public String description() {
    return "Trains units and mines what is drawn of them.";
  }

  @Override
  public RoleMachine machine(RoleContext context) {
    String misconduct = context.settings().getOrDefault("misconduct", "");
    return switch (misconduct) {
      case "" -> new MinerMachine(context);
      case "forge" -> new MinerMachine(forging(context));
      default ->
          throw new IllegalArgumentException(
              "setting misconduct is '" + misconduct + "', expected nothing or 'forge'");
    };
  }

  private static RoleContext forging(RoleContext context) {
    int fromRound = fromRound(context.settings().getOrDefault("misconduct_from_round", "0"));
    return new RoleContext(
        context.signer(),
        name -> context.taskTypes().apply(name).map(type -> new ForgingTaskType(type, fromRound)),
        context.settings());
  }

  private static int fromRound(String text) {
    try {
      return Integer.parseUnsignedInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "setting misconduct_from_round is '" + text + "', expected a number from 0 on", e);
    }
  }
}
