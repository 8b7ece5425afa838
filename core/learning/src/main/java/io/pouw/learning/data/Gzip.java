package io.pouw.learning.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a gzip file of one member in memory (RFC 1952), its checksum and length checked. */
public final class Gzip {
  /** Bytes that a file may unpack to. */
  public static final int MAX_UNPACKED_BYTES = 1 << 30;

  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final String what;
  private final byte[] packed;

  private Gzip(String what, byte[] packed) {
    this.what = what;
    this.packed = packed;
  }

  /** The unpacked content, or the content itself if it is not gzip. */
  public static byte[] unpack(String what, byte[] content) {
    boolean gzip =
        content.length >= 2 && (content[0] & 0xff) == 0x1f && (content[1] & 0xff) == 0x8b;
    return gzip ? new Gzip(what, content).unpack() : content;
  }

  private byte[] unpack() {
    int from = header();
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, from, packed.length - from);
      byte[] content = inflate(inflater);
      checkTrailer(content, packed.length - inflater.getRemaining());
      return content;
    } catch (DataFormatException e) {
      throw error("is corrupt: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** Where the compressed data begins. */
  private int header() {
    if (packed.length < HEADER_BYTES + TRAILER_BYTES) throw error("is truncated");
    if (packed[2] != 8) throw error("has compression method " + packed[2] + ", expected 8");
    int flags = packed[3];
    int at = HEADER_BYTES;
    if ((flags & EXTRA) != 0) at += 2 + (packed[at] & 0xff | (packed[at + 1] & 0xff) << 8);
    if ((flags & NAME) != 0) at = afterZero(at);
    if ((flags & COMMENT) != 0) at = afterZero(at);
    if ((flags & HEADER_CHECKSUM) != 0) at += 2;
    if (at > packed.length - TRAILER_BYTES) throw error("is truncated");
    return at;
  }

  private int afterZero(int from) {
    for (int at = from; at < packed.length; at++) if (packed[at] == 0) return at + 1;
    throw error("is truncated");
  }

  private byte[] inflate(Inflater inflater) throws DataFormatException {
    byte[] content = new byte[Math.max(1024, (int) Math.min(4L * packed.length, 1 << 26))];
    int size = 0;
    while (!inflater.finished()) {
      if (size == MAX_UNPACKED_BYTES)
        throw error("unpacks to more than " + MAX_UNPACKED_BYTES + " bytes");
      if (size == content.length)
        content = Arrays.copyOf(content, (int) Math.min(2L * size, MAX_UNPACKED_BYTES));
      int more = inflater.inflate(content, size, content.length - size);
      if (more == 0 && !inflater.finished()) throw error("is truncated");
      size += more;
    }
    return Arrays.copyOf(content, size);
  }

  private void checkTrailer(byte[] content, int at) {
    if (packed.length - at < TRAILER_BYTES) throw error("is truncated");
    if (packed.length - at > TRAILER_BYTES) throw error("goes on after its end");
    ByteBuffer trailer = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    if (trailer.getInt(at) != (int) checksum.getValue())
      throw error("is corrupt: its checksum does not match");
    if (trailer.getInt(at + 4) != content.length)
      throw error("is corrupt: its length does not match");
  }

  private DataException error(String problem) {
    return new DataException(what + ": the gzip file " + problem);
  }
}
