package io.pouw.storage;

import java.nio.charset.StandardCharsets;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;

/**
 * A key space of a database.
 *
 * @param name its name on disk
 * @param growth how its keys come
 */
record ColumnFamily(String name, Growth growth) {
  /** What decides how RocksDB keeps the files sorted. */
  enum Growth {
    /** In order, or over and over the same: levels, which few bytes are moved between. */
    ORDERED,

    /**
     * New ones all over the key space, as hashes are. Levels would rewrite the whole family again
     * and again; here files of like size are merged, and a byte is rewritten about as often as the
     * family has doubled.
     */
    SCATTERED
  }

  /** Versions and counters; every database has it, and RocksDB insists on the name. */
  static final ColumnFamily META = new ColumnFamily("default", Growth.ORDERED);

  /** What is gathered in memory before it is written to a sorted file. Many nodes share a JVM. */
  private static final long BUFFER_BYTES = 2 << 20;

  /** Each doubling saves one rewriting. */
  private static final long SCATTERED_BUFFER_BYTES = 4 << 20;

  /** A family of ordered keys. */
  ColumnFamily(String name) {
    this(name, Growth.ORDERED);
  }

  ColumnFamilyDescriptor descriptor(ColumnFamilyOptions options) {
    options
        .setWriteBufferSize(growth == Growth.ORDERED ? BUFFER_BYTES : SCATTERED_BUFFER_BYTES)
        .setMaxWriteBufferNumber(3)
        .setCompactionStyle(
            growth == Growth.ORDERED ? CompactionStyle.LEVEL : CompactionStyle.UNIVERSAL)
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
    return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options);
  }
}
