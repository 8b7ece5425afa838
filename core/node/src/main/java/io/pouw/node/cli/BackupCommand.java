package io.pouw.node.cli;

import io.pouw.node.maintenance.Backup;
import io.pouw.node.maintenance.BackupManifest;
import io.pouw.node.maintenance.StoppedNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw backup}. */
@Command(
    name = "backup",
    description = "Writes a stopped node's data folder, without its votes, into one file.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the backup to write")
  private Path file = Path.of("backup.zip");

  @Mixin private final FolderOptions folder = new FolderOptions();

  @Option(names = "--without-key", description = "leave the keystore out")
  private boolean withoutKey;

  @Override
  public Integer call() {
    try (StoppedNode node = folder.open()) {
      BackupManifest made = Backup.write(node, file, !withoutKey, System.currentTimeMillis());
      System.out.println("backup  " + file);
      System.out.println("chain   " + made.chainId());
      System.out.println("height  " + made.height());
      System.out.println("files   " + made.files().size());
      return 0;
    }
  }
}
