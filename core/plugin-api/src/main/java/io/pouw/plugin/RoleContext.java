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
 */
public record RoleContext(
    Signer signer, Function<String, Optional<TaskType>> taskTypes, Map<String, String> settings) {
  public Address self() {
    return signer.address();
  }
}
