package io.pouw.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Holds the records of a database's manifest against their checksums before RocksDB reads it:
 * version 11.8 does not come back from some that do not fit, such as one whose length was turned to
 * zero. The format is that of its write-ahead log (its wiki, "Write Ahead Log File Format"): blocks
 * of 32 KiB, in them records of a masked CRC-32C, a length, a type and the content.
 */
final class ManifestCheck {
  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int MASK_ROTATION = 15;

  /** Far above what a database of few files has. */
  private static final int MAX_BYTES = 64 << 20;

  private ManifestCheck() {}

  /**
   * Looks at the manifest that a folder's database will be opened from, if there is one.
   *
   * @throws StorageException if a record is not what was written; whether the end is missing is for
   *     the database to say
   */
  static void check(Path folder, StorageTrouble trouble) {
    try {
      Path current = folder.resolve("CURRENT");
      if (!Files.exists(current)) return;
      Path manifest =
          folder.resolve(Files.readString(current, StandardCharsets.ISO_8859_1).strip());
      if (!Files.isRegularFile(manifest) || Files.size(manifest) > MAX_BYTES) return;
      check(ByteBuffer.wrap(Files.readAllBytes(manifest)), manifest, trouble);
    } catch (IOException e) {
      throw trouble.of(e);
    } catch (java.nio.file.InvalidPathException e) {
      throw trouble.damaged("CURRENT names no file: " + e.getMessage());
    }
  }

  private static void check(ByteBuffer content, Path manifest, StorageTrouble trouble) {
    content.order(ByteOrder.LITTLE_ENDIAN);
    while (content.remaining() >= HEADER) {
      int leftInBlock = BLOCK - content.position() % BLOCK;
      if (leftInBlock < HEADER) {
        content.position(content.position() + leftInBlock);
        continue;
      }
      int at = content.position();
      int checksum = content.getInt();
      int length = Short.toUnsignedInt(content.getShort());
      if (HEADER + length > leftInBlock) throw wrong(trouble, manifest, at);
      if (content.remaining() < 1 + length) return;
      if (checksum != masked(content.slice(content.position(), 1 + length)))
        throw wrong(trouble, manifest, at);
      content.position(content.position() + 1 + length);
    }
  }

  private static int masked(ByteBuffer typeAndContent) {
    var crc = new CRC32C();
    crc.update(typeAndContent);
    return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
  }

  private static StorageException wrong(StorageTrouble trouble, Path manifest, int at) {
    return trouble.damaged(
        String.format(
            Locale.ROOT, "the record at byte %d of %s does not fit its checksum", at, manifest));
  }
}
