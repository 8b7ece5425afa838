package io.pouw.consensus.sync;

import io.pouw.consensus.Certificate;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.TrieOutline;

/**
 * A peer's latest snapshot: the state after a final block, in parts.
 *
 * @param block the block's bytes
 * @param finality the certificate that makes it final
 * @param outline of the state; its root is the block's state root
 */
public record SnapshotOffer(byte[] block, Certificate finality, TrieOutline outline)
    implements Encodable {
  /** As large as a block may be. */
  public static final int MAX_BLOCK_BYTES = 8 << 20;

  public static SnapshotOffer decode(Decoder in) {
    return new SnapshotOffer(
        in.bytes(MAX_BLOCK_BYTES), Certificate.decode(in), TrieOutline.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.bytes(block).put(finality).put(outline);
  }
}
