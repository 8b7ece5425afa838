package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * An HTTP request that a gateway passes on.
 *
 * @param method such as GET
 * @param target path and query
 * @param client the address that asked the gateway
 * @param body {@value #MAX_BODY_BYTES} bytes at most
 */
record ApiCall(String method, String target, String client, Headers headers, byte[] body)
    implements Encodable {
  static final int MAX_BODY_BYTES = 64 << 20;
  private static final int MAX_TEXT_BYTES = 8_192;

  static ApiCall decode(Decoder in) {
    return new ApiCall(
        in.text(MAX_TEXT_BYTES),
        in.text(MAX_TEXT_BYTES),
        in.text(MAX_TEXT_BYTES),
        Headers.decode(in),
        in.bytes(MAX_BODY_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.text(method).text(target).text(client).put(headers).bytes(body);
  }

  /** Whether asking again after a failure changes nothing (RFC 9110, section 9.2.1). */
  boolean isSafe() {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }
}
