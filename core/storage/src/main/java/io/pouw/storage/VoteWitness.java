package io.pouw.storage;

import io.pouw.primitives.Encoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How many promises a record of own votes has made durable, in a small file beside its database.
 *
 * <p>A log that has lost its end looks to the database like one whose last write never came to an
 * end. The witness is written after a promise is durable and not forced to the device, so it may
 * know fewer promises than the database after a power cut, but never more: if it does, promises are
 * gone.
 */
final class VoteWitness implements AutoCloseable {
  private static final String NAME = "promises.count";
  private static final int BYTES = Long.BYTES + Integer.BYTES;

  private final FileChannel channel;
  private final StorageTrouble trouble;
  private final long found;

  private VoteWitness(FileChannel channel, StorageTrouble trouble) throws IOException {
    this.channel = channel;
    this.trouble = trouble;
    this.found = read(channel);
  }

  /** The witness in a folder that is there; made if it is missing. */
  static VoteWitness open(Path folder, StorageTrouble trouble) {
    try {
      return new VoteWitness(
          FileChannel.open(
              folder.resolve(NAME),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE),
          trouble);
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  /** 0 if there is nothing, or only a part of it: then it witnesses nothing. */
  private static long read(FileChannel channel) throws IOException {
    var content = ByteBuffer.allocate(BYTES);
    int more = 0;
    while (content.hasRemaining() && more >= 0) more = channel.read(content, content.position());
    if (content.hasRemaining()) return 0;
    long count = content.flip().getLong();
    return content.getInt() == checksum(count) ? Math.max(0, count) : 0;
  }

  private static int checksum(long count) {
    var crc = new CRC32C();
    crc.update(new Encoder().i64(count).toBytes());
    return (int) crc.getValue();
  }

  /** What it said when it was opened. */
  long found() {
    return found;
  }

  /** So many promises are durable now. */
  void note(long count) {
    var content = ByteBuffer.allocate(BYTES).putLong(count).putInt(checksum(count)).flip();
    try {
      while (content.hasRemaining()) channel.write(content, content.position());
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }
}
