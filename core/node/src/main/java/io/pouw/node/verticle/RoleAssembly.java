package io.pouw.node.verticle;

import io.pouw.node.PrivateData;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.node.plugin.ChosenBackend;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.NodeRole;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;

/** Makes the verticles of a node's roles from its configuration and plugins. */
record RoleAssembly(NodeConfig config, KeyPair keys, Plugins plugins, PrivateData privateData) {
  /**
   * Those that every node has, and one for each role of the configuration.
   *
   * @throws IllegalStateException if no plugin brings a role
   */
  List<RoleVerticle> verticles(ClientDesk client, RoleVerticle.RoleHost host) {
    Address self = keys.address();
    var context =
        new RoleContext(Signer.of(keys), plugins::taskType, config.settings(), privateData.parts());
    var verticles = new ArrayList<RoleVerticle>();
    verticles.add(
        new RoleVerticle(
            "tickets",
            self,
            new TicketMachine(
                self, config.roles(), config.initialStake(), privateData.commitment()),
            CpuMeter.Use.OTHER,
            host));
    verticles.add(
        new RoleVerticle("client", self, client.machine(context), CpuMeter.Use.OTHER, host));
    RoleContext mining = mining(context);
    for (Role role : config.roles()) {
      RoleMachine machine = plugin(role).machine(role == Role.MINER ? mining : context);
      verticles.add(new RoleVerticle(name(role), self, machine, use(role), host));
    }
    return verticles;
  }

  private RoleContext mining(RoleContext context) {
    ChosenBackend backend =
        ChosenBackend.of(plugins, config.settings().getOrDefault("backend", ChosenBackend.KERNELS));
    return new RoleContext(
        context.signer(),
        name -> plugins.taskType(name).map(backend::mining),
        context.settings(),
        context.privateData());
  }

  private NodeRole plugin(Role role) {
    return plugins
        .role(role)
        .orElseThrow(() ->
            new IllegalStateException(
                "no plugin for the role " + role + " in " + config.plugins()));
  }

  private static String name(Role role) {
    return switch (role) {
      case MINER -> "mining";
      case SUPERVISOR -> "rounds";
      case VERIFIER -> "verification";
      case EVALUATOR -> "evaluation";
      case PEER -> "peer";
    };
  }

  private static CpuMeter.Use use(Role role) {
    return switch (role) {
      case MINER -> CpuMeter.Use.TRAINING;
      case VERIFIER -> CpuMeter.Use.VERIFICATION;
      case SUPERVISOR, EVALUATOR, PEER -> CpuMeter.Use.OTHER;
    };
  }
}
