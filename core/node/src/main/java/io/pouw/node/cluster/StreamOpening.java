package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * A WebSocket that a gateway wants of the full member's API.
 *
 * @param gateway its name in the cluster
 * @param stream what both sides call it
 * @param call the request with which the client opened it
 */
record StreamOpening(String gateway, String stream, ApiCall call) implements Encodable {
  static StreamOpening decode(Decoder in) {
    return new StreamOpening(
        in.text(MemberNews.MAX_NAME_BYTES), in.text(StreamFrames.MAX_ID_BYTES), ApiCall.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.text(gateway).text(stream).put(call);
  }
}
