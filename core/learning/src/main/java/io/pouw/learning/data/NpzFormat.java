package io.pouw.learning.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz}: a ZIP archive of {@code .npy} files, stored or deflated. */
public final class NpzFormat {
  /** Bytes that all arrays of a file together may unpack to. */
  static final int MAX_UNPACKED_BYTES = 1 << 30;

  private static final int MAX_ARRAYS = 4_096;
  private static final String SUFFIX = ".npy";

  private NpzFormat() {}

  /**
   * Reads all arrays, in the order of the archive.
   *
   * @throws DataException if it is no such file, damaged, too large unpacked, or has a name twice
   */
  public static SequencedMap<String, NpyArray> read(String what, byte[] content) {
    return read(what, content, MAX_UNPACKED_BYTES);
  }

  /** Likewise, within another limit. */
  static SequencedMap<String, NpyArray> read(String what, byte[] content, int maxUnpackedBytes) {
    SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
    int left = maxUnpackedBytes;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!name.endsWith(SUFFIX)) throw new DataException(what + ": has no array but " + name);
        if (arrays.size() == MAX_ARRAYS)
          throw new DataException(what + ": has more than " + MAX_ARRAYS + " arrays");
        byte[] file = zip.readNBytes(left);
        left -= file.length;
        if (left == 0)
          throw new DataException(what + ": unpacks to " + maxUnpackedBytes + " bytes or more");
        String array = name.substring(0, name.length() - SUFFIX.length());
        if (arrays.putIfAbsent(array, NpyFormat.read(what + ": " + array, file)) != null)
          throw new DataException(what + ": has the array " + array + " twice");
      }
    } catch (IOException e) {
      throw new DataException(what + ": is damaged: " + e.getMessage());
    }
    if (arrays.isEmpty()) throw new DataException(what + ": is no .npz file, or an empty one");
    return arrays;
  }

  /** An archive of {@code .npy} files, stored, always the same bytes for the same arrays. */
  public static byte[] write(Map<String, byte[]> arrays) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        var entry = new ZipEntry(array.getKey() + SUFFIX);
        var checksum = new CRC32();
        checksum.update(array.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.getValue().length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(array.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
