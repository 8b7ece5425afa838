package io.pouw.storage;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;

/**
 * What is noted of a blob.
 *
 * @param sequence in which order it came
 * @param pinned whether it may not be dropped for room
 */
record BlobEntry(BlobId id, long sequence, boolean pinned) {
  /** What a blob takes beside its content, so that very small ones do not come for nothing. */
  private static final long OVERHEAD_BYTES = 128;

  static BlobEntry of(BlobId id, byte[] value) {
    return Decoder.whole(value, in -> new BlobEntry(id, in.u63(), in.bool()));
  }

  byte[] value() {
    return new Encoder(16).i64(sequence).bool(pinned).toBytes();
  }

  BlobEntry withPin(boolean nowPinned) {
    return new BlobEntry(id, sequence, nowPinned);
  }

  long bytes() {
    return bytes(id.size());
  }

  static long bytes(long size) {
    return size + OVERHEAD_BYTES;
  }
}
