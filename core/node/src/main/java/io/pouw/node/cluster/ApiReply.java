package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * What a full member's API said.
 *
 * @param type the Content-Type header, empty if there is none
 */
record ApiReply(int status, String type, byte[] body) implements Encodable {
  private static final int MAX_HEADER_BYTES = 8_192;
  private static final int MAX_BODY_BYTES = 256 << 20;

  static ApiReply decode(Decoder in) {
    return new ApiReply(in.u32(), in.text(MAX_HEADER_BYTES), in.bytes(MAX_BODY_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(status).text(type).bytes(body);
  }
}
