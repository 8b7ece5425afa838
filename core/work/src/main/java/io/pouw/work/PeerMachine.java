package io.pouw.work;

import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import java.util.List;

/** A peer without duties: its node follows, relays and submits, and that is all. */
public final class PeerMachine implements RoleMachine {
  @Override
  public List<RoleEffect> on(RoleInput input) {
    return List.of();
  }
}
