package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/** Messages of one stream, in their order; answered when they have been taken. */
record StreamFrames(String stream, List<Frame> frames) implements Encodable {
  static final int MAX_ID_BYTES = 64;

  /** Of one message. */
  static final int MAX_MESSAGE_BYTES = 4 << 20;

  static final int MOST_FRAMES = 1_024;

  /** What a frame is. */
  enum Kind {
    TEXT,
    BINARY,
    /** The end, with a code of RFC 6455 and the reason as text. */
    CLOSE
  }

  /**
   * A message or the end.
   *
   * @param code of the end; 0 otherwise
   */
  record Frame(Kind kind, int code, byte[] bytes) {}

  StreamFrames {
    frames = List.copyOf(frames);
  }

  static StreamFrames decode(Decoder in) {
    return new StreamFrames(
        in.text(MAX_ID_BYTES),
        in.list(
            MOST_FRAMES,
            each ->
                new Frame(
                    each.constant(Kind.values()), each.u32(), each.bytes(MAX_MESSAGE_BYTES))));
  }

  @Override
  public void encode(Encoder out) {
    out.text(stream);
    out.list(frames, (to, each) -> to.constant(each.kind()).u32(each.code()).bytes(each.bytes()));
  }
}
