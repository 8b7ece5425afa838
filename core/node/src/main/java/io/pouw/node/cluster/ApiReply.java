package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * What a full member's API said.
 *
 * @param body {@value #MAX_BODY_BYTES} bytes at most
 */
record ApiReply(int status, Headers headers, byte[] body) implements Encodable {
  static final int MAX_BODY_BYTES = 256 << 20;

  /** The status of a stream that has been opened (Switching Protocols). */
  static final int OPENED = 101;

  static ApiReply decode(Decoder in) {
    return new ApiReply(in.u32(), Headers.decode(in), in.bytes(MAX_BODY_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(status).put(headers).bytes(body);
  }
}
