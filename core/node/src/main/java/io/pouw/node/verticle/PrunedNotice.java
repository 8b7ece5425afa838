package io.pouw.node.verticle;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * Tells a peer that asked for blocks that they are not kept any more.
 *
 * @param keptFrom the lowest height that can be had
 */
record PrunedNotice(long keptFrom) implements Encodable {
  static PrunedNotice decode(Decoder in) {
    return new PrunedNotice(in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(keptFrom);
  }
}
