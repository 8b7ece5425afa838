package io.pouw.plugin;

import java.util.List;

/**
 * What a role decides: an input goes in, effects come out. No clock, socket, thread, file or random
 * source inside. The host (a verticle, or the simulator) calls {@link #on} for one input at a time
 * and carries out the effects in their order.
 */
public interface RoleMachine {
  List<RoleEffect> on(RoleInput input);
}
