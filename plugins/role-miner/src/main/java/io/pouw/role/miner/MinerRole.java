package io.pouw.role.miner;

import io.pouw.plugin.NodeRole;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.TaskType;
import io.pouw.work.MinerMachine;
import java.util.function.UnaryOperator;
import org.pf4j.Extension;

/**
 * The miner as a plugin. The setting {@code misconduct=forge}, with {@code misconduct_from_round},
 * makes it the demo's cheater, {@code misconduct=poison:sign_flip} (or another {@link Poison}) its
 * poisoner of federated tasks ({@link DishonestTaskType}); any other misconduct is refused.
 */
@Extension
public final class MinerRole implements NodeRole {
  private static final String POISON = "poison:";

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
    if (misconduct.startsWith(POISON)) {
      Poison poison = Poison.of(misconduct.substring(POISON.length()));
      return new MinerMachine(
          dishonest(context, type -> DishonestTaskType.poisoning(type, poison)));
    }
    return switch (misconduct) {
      case "" -> new MinerMachine(context);
      case "forge" -> new MinerMachine(forging(context));
      default ->
          throw new IllegalArgumentException(
              "setting misconduct is '"
                  + misconduct
                  + "', expected nothing, 'forge' or 'poison:' and a poison");
    };
  }

  private static RoleContext forging(RoleContext context) {
    int fromRound = fromRound(context.settings().getOrDefault("misconduct_from_round", "0"));
    return dishonest(context, type -> DishonestTaskType.forging(type, fromRound));
  }

  private static RoleContext dishonest(RoleContext context, UnaryOperator<TaskType> turned) {
    return new RoleContext(
        context.signer(),
        name -> context.taskTypes().apply(name).map(turned),
        context.settings(),
        context.privateData());
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
