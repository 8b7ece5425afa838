package io.pouw.node.plugin;

import io.pouw.plugin.PluginApi;
import java.nio.file.Path;
import org.pf4j.DefaultPluginManager;

/** A plugin manager that loads only what it is told to, one by one. */
final class SelectedPlugins extends DefaultPluginManager {
  SelectedPlugins(Path folder) {
    super(folder);
    setSystemVersion(PluginApi.VERSION);
  }
}
