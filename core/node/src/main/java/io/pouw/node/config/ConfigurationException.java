package io.pouw.node.config;

import java.util.List;

/** A configuration that cannot be used; says everything that is wrong with it at once. */
public final class ConfigurationException extends RuntimeException {
  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
