package io.pouw.node.sync;

import io.pouw.consensus.sync.SnapshotOffer;
import io.pouw.consensus.sync.SyncRequest;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.TrieEntry;
import java.util.List;

/** How answers to {@link SyncRequest}s look on the wire. */
final class SyncCodec {
  /** Entries of one part. */
  private static final int MAX_ENTRIES = 1 << 16;

  /** A header may list many mined units. */
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private SyncCodec() {}

  static byte[] headers(List<byte[]> headers) {
    return new Encoder().list(headers, Encoder::bytes).toBytes();
  }

  static List<byte[]> headers(byte[] answer) {
    return Decoder.whole(
        answer, in -> in.list(SyncRequest.MAX_HEADERS, each -> each.bytes(MAX_HEADER_BYTES)));
  }

  static byte[] part(List<TrieEntry> entries) {
    return new Encoder().list(entries).toBytes();
  }

  static List<TrieEntry> part(byte[] answer) {
    return Decoder.whole(answer, in -> in.list(MAX_ENTRIES, TrieEntry::decode));
  }

  static SnapshotOffer offer(byte[] answer) {
    return Decoder.whole(answer, SnapshotOffer::decode);
  }
}
