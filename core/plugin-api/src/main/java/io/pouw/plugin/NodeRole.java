package io.pouw.plugin;

import org.pf4j.ExtensionPoint;

/** A role as a plugin: which one it is and the machine that plays it. */
public interface NodeRole extends ExtensionPoint {
  Role role();

  String description();

  /** A new machine, in its state before the first input. */
  RoleMachine machine(RoleContext context);
}
