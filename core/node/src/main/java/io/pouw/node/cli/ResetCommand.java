package io.pouw.node.cli;

import io.pouw.node.maintenance.FolderReset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pouw node reset}. */
@Command(
    name = "reset",
    description =
        "Makes a stopped node forget chain and blobs, to fetch them again; keeps key and votes.",
    mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
  @Mixin private final FolderOptions folder = new FolderOptions();

  @Option(names = "--keep-address-book", description = "do not forget the peers")
  private boolean keepAddressBook;

  @Override
  public Integer call() {
    Path data = folder.data();
    List<Path> removed = FolderReset.run(data, keepAddressBook);
    removed.forEach(each -> System.out.println("removed " + each));
    System.out.println("kept    key and votes in " + data);
    return 0;
  }
}
