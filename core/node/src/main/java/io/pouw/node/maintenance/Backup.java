package io.pouw.node.maintenance;

import io.pouw.ledger.LedgerState;
import io.pouw.node.Version;
import io.pouw.primitives.Hash;
import io.pouw.storage.DataFolder;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the data folder of a stopped node into one ZIP file with the SHA-256 of everything in it.
 * The votes are left out: they are out of date as soon as the node runs again, and a validator that
 * believed them could contradict itself.
 */
public final class Backup {
  /** What is never in a backup: the votes, the lock, the logs of the databases. */
  private static final Set<String> LEFT_OUT = Set.of("votes", "node.lock", "restored");

  private Backup() {}

  /**
   * Writes a backup, whole or not at all.
   *
   * @param withKey whether the keystore goes into it, encrypted as it is
   * @return what is in it
   * @throws StorageException if the node runs, its chain is damaged, the file exists or cannot be
   *     written
   */
  public static BackupManifest write(StoppedNode node, Path file, boolean withKey, long createdMs) {
    if (Files.exists(file))
      throw new StorageException(
          Reason.EXISTS, file + " exists; a backup is never overwritten: give another name");
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      DataFolder folder = node.stores().folder();
      LedgerState ledger = node.ledger();
      node.chain().verify();
      // Closed, a database has all of its content in its files; the lock on the folder stays.
      node.stores().closeDatabases();
      List<BackupManifest.Item> items = items(folder, withKey);
      var manifest =
          new BackupManifest(
              Version.PRODUCT,
              ledger.chainId(),
              ledger.height(),
              ledger.head().id(),
              createdMs,
              items);
      zip(folder.root(), manifest, part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (IOException e) {
      throw Trouble.of("the backup " + file, "written", e);
    } finally {
      Trouble.discard(part);
    }
  }

  private static List<BackupManifest.Item> items(DataFolder folder, boolean withKey)
      throws IOException {
    var items = new ArrayList<BackupManifest.Item>();
    for (Path each : files(folder.root())) {
      if (!withKey && each.equals(folder.keystore())) continue;
      try (InputStream in = Files.newInputStream(each)) {
        FileDigest digest = FileDigest.copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        items.add(
            new BackupManifest.Item(name(folder.root(), each), digest.size(), digest.sha256()));
      }
    }
    return items;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(each -> !LEFT_OUT.contains(root.relativize(each).getName(0).toString()))
          .filter(each -> !isDatabaseLog(each))
          .sorted()
          .toList();
    }
  }

  private static boolean isDatabaseLog(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.equals("LOCK") || name.equals("LOG") || name.startsWith("LOG.old");
  }

  private static String name(Path root, Path file) {
    var parts = new ArrayList<String>();
    root.relativize(file).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  private static void zip(Path root, BackupManifest manifest, Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Path parent = whole.getParent();
    if (parent != null) Files.createDirectories(parent);
    try (FileChannel channel =
            FileChannel.open(whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ZipOutputStream zip =
            new ZipOutputStream(java.nio.channels.Channels.newOutputStream(channel))) {
      Trouble.makePrivate(whole);
      zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
      zip.write(manifest.write());
      for (BackupManifest.Item each : manifest.files()) copy(root, each, zip);
      zip.finish();
      channel.force(true);
    }
  }

  private static void copy(Path root, BackupManifest.Item item, ZipOutputStream zip)
      throws IOException {
    zip.putNextEntry(new ZipEntry(item.path()));
    try (InputStream in = Files.newInputStream(root.resolve(item.path()))) {
      Hash written = FileDigest.copy(in, zip, Long.MAX_VALUE).sha256();
      if (!written.equals(item.sha256()))
        throw new IOException(item.path() + " changed while it was read");
    }
  }
}
