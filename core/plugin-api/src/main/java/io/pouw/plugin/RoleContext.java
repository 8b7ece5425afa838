package io.pouw.plugin;

import io.pouw.primitives.Address;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a role machine is given when it is made.
 *
 * @param signer the node's identity
 * @param taskTypes finds a loaded task type by name
 * @param settings the role's part of the node's configuration
 * @param privateData the node's own training data by part name, for federated tasks; it must not
 *     leave the node, and empty if there is none
 */
public record RoleContext(
    Signer signer,
    Function<String, Optional<TaskType>> taskTypes,
    Map<String, String> settings,
    Map<String, byte[]> privateData) {
  /** Without private data. */
  public RoleContext(
      Signer signer, Function<String, Optional<TaskType>> taskTypes, Map<String, String> settings) {
    this(signer, taskTypes, settings, Map.of());
  }

  public Address self() {
    return signer.address();
  }
}
