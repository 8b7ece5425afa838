package io.pouw.node.cli;

import io.pouw.node.maintenance.Rollback;
import io.pouw.node.maintenance.StoppedNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pouw node rollback}. */
@Command(
    name = "rollback",
    description =
        "Takes the last block of a stopped node back, or all above a height; it keeps the votes.",
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  @Mixin private final FolderOptions folder = new FolderOptions();

  @Option(names = "--to", paramLabel = "HEIGHT", description = "the height to go back to")
  private @Nullable Long to;

  @Override
  public Integer call() {
    try (StoppedNode node = folder.open()) {
      long before = node.height();
      long now = to == null ? Rollback.byOne(node) : Rollback.to(node, to);
      System.out.println("rolled back from height " + before + " to " + now);
      Rollback.silentUpTo(node)
          .ifPresent(view ->
              System.out.println(
                  "a validator with this key does not vote up to view "
                      + view
                      + ": the others have to bring it there"));
      return 0;
    }
  }
}
