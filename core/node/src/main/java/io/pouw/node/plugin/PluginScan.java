package io.pouw.node.plugin;

import io.pouw.plugin.PluginApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PropertiesPluginDescriptorFinder;

/**
 * What lies in a plugin folder, looked at before anything of it is loaded.
 *
 * @param loadable in an order in which each comes after what it depends on
 * @param problems a line for each that is not, beginning with its file name
 */
record PluginScan(List<Candidate> loadable, List<String> problems) {

  /** A plugin that may be loaded. */
  record Candidate(Path path, String id, String version, List<String> needs) {
    String name() {
      return String.valueOf(path.getFileName());
    }
  }

  static PluginScan of(Path folder) {
    var problems = new ArrayList<String>();
    var candidates = new ArrayList<Candidate>();
    for (Path file : files(folder, problems)) look(file, candidates, problems);
    return new PluginScan(ordered(candidates, problems), problems);
  }

  private static List<Path> files(Path folder, List<String> problems) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(PluginScan::isArchive).sorted().toList();
    } catch (IOException e) {
      problems.add(folder + ": cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private static boolean isArchive(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".jar") || name.endsWith(".zip");
  }

  private static void look(Path file, List<Candidate> candidates, List<String> problems) {
    String name = String.valueOf(file.getFileName());
    try (var archive = new ZipFile(file.toFile())) {
      PluginDescriptor descriptor = descriptor(file, archive);
      String requires = descriptor.getRequires();
      if (!new DefaultVersionManager().checkVersionConstraint(PluginApi.VERSION, atLeast(requires)))
        problems.add(
            name
                + ": is built for plugin API "
                + requires
                + ", this node has "
                + PluginApi.VERSION);
      else
        candidates.add(
            new Candidate(
                file,
                descriptor.getPluginId(),
                descriptor.getVersion(),
                descriptor.getDependencies().stream()
                    .filter(dependency -> !dependency.isOptional())
                    .map(PluginDependency::getPluginId)
                    .toList()));
    } catch (IOException | RuntimeException e) {
      problems.add(name + ": is broken: " + e.getMessage());
    }
  }

  /** A plain version means that one or any later one of the same major version. */
  private static String atLeast(String requires) {
    if (!requires.matches("\\d+\\.\\d+\\.\\d+")) return requires;
    int major = Integer.parseInt(requires.substring(0, requires.indexOf('.')));
    return ">=" + requires + " & <" + (major + 1) + ".0.0";
  }

  private static PluginDescriptor descriptor(Path file, ZipFile archive) {
    boolean properties = archive.getEntry("plugin.properties") != null;
    PluginDescriptor descriptor =
        properties
            ? new PropertiesPluginDescriptorFinder().find(file)
            : new ManifestPluginDescriptorFinder().find(file);
    if (descriptor == null || descriptor.getPluginId() == null || descriptor.getVersion() == null)
      throw new IllegalArgumentException(
          "no Plugin-Id and Plugin-Version in its manifest or plugin.properties");
    return descriptor;
  }

  private static List<Candidate> ordered(List<Candidate> candidates, List<String> problems) {
    var ordered = new ArrayList<Candidate>();
    Set<String> ready = new TreeSet<>();
    var waiting = new ArrayList<>(candidates);
    boolean progress = true;
    while (progress && !waiting.isEmpty()) {
      List<Candidate> next =
          waiting.stream().filter(candidate -> ready.containsAll(candidate.needs())).toList();
      progress = !next.isEmpty();
      for (Candidate candidate : next) {
        waiting.remove(candidate);
        if (ready.add(candidate.id())) ordered.add(candidate);
        else problems.add(candidate.name() + ": another plugin is called " + candidate.id());
      }
    }
    for (Candidate candidate : waiting)
      problems.add(
          candidate.name()
              + ": needs "
              + candidate.needs().stream()
                  .filter(need -> !ready.contains(need))
                  .collect(Collectors.joining(", "))
              + ", which is not there");
    return ordered;
  }
}
