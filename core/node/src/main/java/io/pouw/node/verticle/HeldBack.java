package io.pouw.node.verticle;

import io.pouw.plugin.DataManifest;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * The test part of a submitted task until it is revealed.
 *
 * @param salt 32 secret bytes
 */
public record HeldBack(DataManifest test, byte[] salt) implements Encodable {
  private static final int SALT_BYTES = 32;

  static HeldBack decode(Decoder in) {
    return new HeldBack(DataManifest.decode(in), in.fixed(SALT_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.put(test).fixed(salt);
  }

  Hash commitment() {
    return test.commitment(salt);
  }
}
