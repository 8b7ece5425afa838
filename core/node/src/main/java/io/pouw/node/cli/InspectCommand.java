package io.pouw.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.node.maintenance.Inspection;
import io.pouw.node.maintenance.StoppedNode;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pouw node inspect}. Exit code 0: sound, 1: damaged. */
@Command(
    name = "inspect",
    description = "Shows what a stopped node has on disk, and whether it is sound.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @Mixin private final FolderOptions folder = new FolderOptions();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (StoppedNode node = folder.open()) {
      Inspection found = Inspection.of(node);
      if (json) {
        var all = new LinkedHashMap<String, Object>(found.facts());
        all.put("problems", found.problems());
        System.out.println(
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
      } else {
        found.facts().forEach((name, value) -> System.out.printf("%-21s %s%n", name, value));
        found.problems().forEach(each -> System.err.println("pouw: " + each));
      }
      return found.problems().isEmpty() ? 0 : 1;
    }
  }
}
