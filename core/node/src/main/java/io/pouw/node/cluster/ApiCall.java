package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * An HTTP request that a gateway passes on.
 *
 * @param method such as GET
 * @param target path and query
 * @param token the Authorization header, empty if there is none
 * @param type the Content-Type header, empty if there is none
 * @param body {@value #MAX_BODY_BYTES} bytes at most
 */
record ApiCall(String method, String target, String token, String type, byte[] body)
    implements Encodable {
  static final int MAX_BODY_BYTES = 64 << 20;
  private static final int MAX_HEADER_BYTES = 8_192;

  static ApiCall decode(Decoder in) {
    return new ApiCall(
        in.text(MAX_HEADER_BYTES),
        in.text(MAX_HEADER_BYTES),
        in.text(MAX_HEADER_BYTES),
        in.text(MAX_HEADER_BYTES),
        in.bytes(MAX_BODY_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.text(method).text(target).text(token).text(type).bytes(body);
  }
}
