package io.pouw.node.plugin;

import io.pouw.plugin.NodeRole;
import io.pouw.plugin.PayoutRail;
import io.pouw.plugin.PayoutSandbox;
import io.pouw.plugin.Role;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.TensorBackend;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;

/**
 * The plugins of a folder, loaded. A plugin that is broken, built for another API version or misses
 * a dependency is left out and stands in {@link #problems} by name; the others work.
 */
public final class Plugins implements AutoCloseable {
  private final PluginManager manager;
  private final List<String> problems;
  private final Map<String, TaskType> taskTypes = new TreeMap<>();
  private final Map<Role, NodeRole> roles = new TreeMap<>();
  private final Map<String, PayoutRail> rails = new TreeMap<>();
  private final Map<String, PayoutSandbox> sandboxes = new TreeMap<>();
  private final Map<String, TensorBackend> backends = new TreeMap<>();
  private final List<String> loaded = new ArrayList<>();

  private Plugins(PluginManager manager, List<String> problems) {
    this.manager = manager;
    this.problems = problems;
  }

  /** Loads every zip and jar of a folder; a missing folder counts as an empty one. */
  public static Plugins load(Path folder) {
    var scan = PluginScan.of(folder);
    var problems = new ArrayList<>(scan.problems());
    var manager = new SelectedPlugins(folder);
    var plugins = new Plugins(manager, problems);
    scan.loadable().forEach(candidate -> plugins.start(candidate, manager));
    return plugins;
  }

  private void start(PluginScan.Candidate candidate, PluginManager from) {
    try {
      from.loadPlugin(candidate.path());
      if (from.startPlugin(candidate.id()) != PluginState.STARTED)
        throw from.getPlugin(candidate.id()).getFailedException();
      offer(candidate.name(), extensions(candidate.id(), from));
      loaded.add(candidate.id() + " " + candidate.version());
    } catch (InvocationTargetException e) {
      leaveOut(candidate, from, e.getCause());
    } catch (Throwable e) {
      // Whatever a stranger's code throws, the node goes on without it.
      leaveOut(candidate, from, e);
    }
  }

  private void leaveOut(
      PluginScan.Candidate candidate, PluginManager from, @Nullable Throwable cause) {
    problems.add(candidate.name() + ": cannot be loaded: " + cause);
    if (from.getPlugin(candidate.id()) != null) from.unloadPlugin(candidate.id());
  }

  /**
   * All that the plugin's index names; made here, since PF4J only logs what goes wrong. Without an
   * index of its own PF4J reads one of the class path, whose extensions are not the plugin's.
   */
  private static List<Object> extensions(String id, PluginManager from)
      throws ReflectiveOperationException {
    ClassLoader classes = from.getPluginClassLoader(id);
    var extensions = new ArrayList<Object>();
    for (String name : new TreeSet<>(from.getExtensionClassNames(id))) {
      Class<?> extension = classes.loadClass(name);
      if (classes.equals(extension.getClassLoader()))
        extensions.add(extension.getDeclaredConstructor().newInstance());
    }
    return extensions;
  }

  private void offer(String plugin, List<Object> extensions) {
    int known = 0;
    for (Object extension : extensions) {
      if (extension instanceof TaskType type) {
        known++;
        if (taskTypes.putIfAbsent(type.name(), type) != null)
          problems.add(plugin + ": another plugin has the task type " + type.name() + " already");
      }
      if (extension instanceof NodeRole role) {
        known++;
        if (roles.putIfAbsent(role.role(), role) != null)
          problems.add(plugin + ": another plugin has the role " + role.role() + " already");
      }
      if (extension instanceof PayoutRail rail) {
        known++;
        if (rails.putIfAbsent(rail.name(), rail) != null)
          problems.add(plugin + ": another plugin has the payout rail " + rail.name() + " already");
      }
      if (extension instanceof PayoutSandbox sandbox) {
        known++;
        if (sandboxes.putIfAbsent(sandbox.rail(), sandbox) != null)
          problems.add(plugin + ": another plugin has a sandbox of " + sandbox.rail() + " already");
      }
      if (extension instanceof TensorBackend backend) {
        known++;
        if (backends.putIfAbsent(backend.name(), backend) != null)
          problems.add(plugin + ": another plugin has the backend " + backend.name() + " already");
      }
    }
    if (known == 0) problems.add(plugin + ": offers no extension that this version knows");
  }

  public Optional<TaskType> taskType(String name) {
    return Optional.ofNullable(taskTypes.get(name));
  }

  public Optional<NodeRole> role(Role role) {
    return Optional.ofNullable(roles.get(role));
  }

  public Optional<PayoutRail> rail(String name) {
    return Optional.ofNullable(rails.get(name));
  }

  public List<PayoutRail> rails() {
    return List.copyOf(rails.values());
  }

  /** A network to rehearse a rail on. */
  public Optional<PayoutSandbox> sandbox(String rail) {
    return Optional.ofNullable(sandboxes.get(rail));
  }

  public Optional<TensorBackend> backend(String name) {
    return Optional.ofNullable(backends.get(name));
  }

  public List<TensorBackend> backends() {
    return List.copyOf(backends.values());
  }

  public List<TaskType> taskTypes() {
    return List.copyOf(taskTypes.values());
  }

  /** Id and version of each loaded plugin. */
  public List<String> loaded() {
    return List.copyOf(loaded);
  }

  /** What was left out and why, a line each, beginning with the plugin's name. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    manager.unloadPlugins();
  }
}
