package io.pouw.node.maintenance;

import io.pouw.ledger.Genesis;
import io.pouw.storage.DataFolder;
import io.pouw.storage.RestoredMark;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Makes a data folder of a {@link Backup}. The folder is marked as restored: a validator that finds
 * the mark listens before it votes, since it may have voted after the backup was made.
 */
public final class Restore {
  private static final int MAX_MANIFEST_BYTES = 64 << 20;

  private final Path file;
  private final Genesis genesis;

  private Restore(Path file, Genesis genesis) {
    this.file = file;
    this.genesis = genesis;
  }

  /**
   * Unpacks a backup into a folder that is missing or empty; the folder is whole in the end, or as
   * it was.
   *
   * @throws StorageException if the backup is damaged, of another chain, or the folder is in use
   */
  public static BackupManifest run(Path file, Path data, Genesis genesis) {
    return new Restore(file, genesis).run(data);
  }

  private BackupManifest run(Path data) {
    Path target = data.toAbsolutePath().normalize();
    Path unpacked = target.resolveSibling(target.getFileName() + ".restoring");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      requireFree(target);
      BackupManifest manifest = manifest(zip);
      FolderReset.delete(unpacked);
      Files.createDirectories(unpacked);
      for (BackupManifest.Item each : manifest.files()) unpack(zip, each, unpacked);
      if (zip.size() != manifest.files().size() + 1)
        throw damaged("it holds more files than its list names");
      check(unpacked, manifest);
      Files.deleteIfExists(target);
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (ZipException | EOFException | InvalidPathException e) {
      throw damaged(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Trouble.of("the data folder " + data, "restored from " + file, e);
    } finally {
      Trouble.discard(unpacked);
    }
  }

  private static void requireFree(Path target) throws IOException {
    if (!Files.exists(target)) return;
    try (Stream<Path> content = Files.list(target)) {
      if (content.findAny().isPresent())
        throw new StorageException(
            Reason.EXISTS,
            target
                + " is not empty, and a data folder is never overwritten: give another one with"
                + " --data, or move it away");
    }
  }

  private BackupManifest manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(BackupManifest.NAME);
    if (entry == null) throw damaged("it has no " + BackupManifest.NAME + ": no backup of a node");
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] json = in.readNBytes(MAX_MANIFEST_BYTES);
      var crc = new CRC32();
      crc.update(json);
      if (crc.getValue() != entry.getCrc())
        throw damaged("its " + BackupManifest.NAME + " is not what it was");
      BackupManifest manifest = BackupManifest.read(json);
      if (!manifest.chainId().equals(genesis.chainId()))
        throw new StorageException(
            Reason.FOREIGN,
            "the backup %s is of the chain %s, the genesis file's is %s: give its genesis file"
                .formatted(file, manifest.chainId(), genesis.chainId()));
      return manifest;
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private void unpack(ZipFile zip, BackupManifest.Item item, Path into) throws IOException {
    Path place = into.resolve(item.path()).normalize();
    if (!place.startsWith(into) || place.equals(into))
      throw damaged("it names a file outside of the folder: " + item.path());
    ZipEntry entry = zip.getEntry(item.path());
    if (entry == null) throw damaged("it lacks " + item.path());
    Path parent = place.getParent();
    if (parent != null) Files.createDirectories(parent);
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(place)) {
      FileDigest digest = FileDigest.copy(in, out, item.size());
      if (digest.size() != item.size() || !digest.sha256().equals(item.sha256()))
        throw damaged(item.path() + " is not what it was when the backup was made");
    }
    Trouble.makePrivate(place);
  }

  /** Opens what was unpacked, and marks it before it can be found under its name. */
  private void check(Path unpacked, BackupManifest manifest) {
    if (manifest.files().stream().map(BackupManifest.Item::path).distinct().count()
        != manifest.files().size()) throw damaged("it names a file twice");
    try (DataFolder folder = DataFolder.open(unpacked)) {
      new RestoredMark(folder).set();
    }
    try (StoppedNode node = StoppedNode.open(unpacked, genesis)) {
      node.chain().verify();
      boolean whole =
          node.height() == manifest.height() && node.ledger().head().id().equals(manifest.block());
      if (!whole) throw damaged("its chain does not end with the block " + manifest.block());
    }
  }

  private StorageException damaged(String how) {
    return new StorageException(
        Reason.DAMAGED, "the backup " + file + " is damaged: " + how + "; take another one");
  }
}
