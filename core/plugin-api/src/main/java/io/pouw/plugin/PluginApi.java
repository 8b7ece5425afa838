package io.pouw.plugin;

/** The contract that a plugin is built against. */
public final class PluginApi {
  /** Semantic version; a plugin's {@code Plugin-Requires} is compared to it. */
  public static final String VERSION = "1.0.0";

  private PluginApi() {}
}
