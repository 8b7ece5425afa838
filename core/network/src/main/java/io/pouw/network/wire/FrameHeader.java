package io.pouw.network.wire;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;

/**
 * What stands before the payload of a frame.
 *
 * @param kind what the frame is
 * @param priority from 1, low, to 10, high; what the sender thought, for the record only
 * @param timestampMs when the message was made, milliseconds since 1970
 * @param id of the message; an answer has the id of its question
 * @param topic what the message is about; empty for the transport's own frames
 * @param payloadBytes length of what follows
 */
public record FrameHeader(
    FrameKind kind, int priority, long timestampMs, Hash id, String topic, int payloadBytes)
    implements Encodable {
  /** The protocol version that this code speaks; every frame begins with it. */
  public static final int PROTOCOL_VERSION = 1;

  public static final int MAX_TOPIC_BYTES = 128;

  /** No header is longer than this. */
  public static final int MAX_BYTES = 3 + 8 + Hash.BYTES + 4 + MAX_TOPIC_BYTES + 4;

  /** Length of this header. */
  public int headerBytes() {
    return MAX_BYTES - MAX_TOPIC_BYTES + topic.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // the order of the kinds is the encoding
  public void encode(Encoder out) {
    out.u8(PROTOCOL_VERSION)
        .u8(kind.ordinal())
        .u8(priority)
        .i64(timestampMs)
        .hash(id)
        .text(topic)
        .u32(payloadBytes);
  }

  /**
   * Reads a header.
   *
   * @throws FrameException on another protocol version
   */
  static FrameHeader decode(Decoder in) {
    int version = in.u8();
    if (version != PROTOCOL_VERSION)
      throw new FrameException(
          CloseCode.WRONG_VERSION,
          "protocol version " + version + ", this node speaks " + PROTOCOL_VERSION);
    return new FrameHeader(
        in.constant(FrameKind.values()),
        in.u8(),
        in.u63(),
        in.hash(),
        in.text(MAX_TOPIC_BYTES),
        in.u32());
  }
}
