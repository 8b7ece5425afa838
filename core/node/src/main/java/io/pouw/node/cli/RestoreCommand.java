package io.pouw.node.cli;

import io.pouw.node.maintenance.BackupManifest;
import io.pouw.node.maintenance.Restore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pouw restore}. */
@Command(
    name = "restore",
    description = "Makes a data folder of a backup; a validator then listens before it votes.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "a backup")
  private Path file = Path.of("backup.zip");

  @Mixin private final FolderOptions folder = new FolderOptions();

  @Override
  public Integer call() {
    Path data = folder.data();
    BackupManifest restored = Restore.run(file, data, folder.genesis());
    System.out.println("restored  " + data);
    System.out.println("chain     " + restored.chainId());
    System.out.println("height    " + restored.height());
    System.out.println(
        "Stop every other node with this key. A validator listens before it votes again.");
    return 0;
  }
}
