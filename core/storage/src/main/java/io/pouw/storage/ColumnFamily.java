package io.pouw.storage;

import java.nio.charset.StandardCharsets;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;

/**
 * A key space of a database.
 *
 * @param name its name on disk
 */
record ColumnFamily(String name) {
  /** Versions and counters; every database has it, and RocksDB insists on the name. */
  static final ColumnFamily META = new ColumnFamily("default");

  /** What is gathered in memory before it is written to a sorted file. Many nodes share a JVM. */
  private static final long BUFFER_BYTES = 2 << 20;

  ColumnFamilyDescriptor descriptor(ColumnFamilyOptions options) {
    options
        .setWriteBufferSize(BUFFER_BYTES)
        .setMaxWriteBufferNumber(3)
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
    return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options);
  }
}
