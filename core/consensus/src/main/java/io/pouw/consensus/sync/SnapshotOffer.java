package io.pouw.consensus.sync;

import io.pouw.consensus.Certificate;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.TrieOutline;
import java.util.List;

/**
 * A peer's latest snapshot: the state after a final block, in parts.
 *
 * @param block the block's bytes
 * @param finality the certificate that makes it final
 * @param trust what proves who could make the block final, in the host's own form; nothing where
 *     genesis says it
 * @param outline of the state; its root is the block's state root
 */
public record SnapshotOffer(
    byte[] block, Certificate finality, List<byte[]> trust, TrieOutline outline)
    implements Encodable {
  /** As large as a block may be. */
  public static final int MAX_BLOCK_BYTES = 8 << 20;

  /** Steps of trust, such as epochs that ended. */
  public static final int MAX_STEPS = 1 << 16;

  private static final int MAX_STEP_BYTES = 1 << 20;

  public SnapshotOffer {
    trust = List.copyOf(trust);
  }

  public static SnapshotOffer decode(Decoder in) {
    return new SnapshotOffer(
        in.bytes(MAX_BLOCK_BYTES),
        Certificate.decode(in),
        in.list(MAX_STEPS, each -> each.bytes(MAX_STEP_BYTES)),
        TrieOutline.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.bytes(block).put(finality).list(trust, Encoder::bytes).put(outline);
  }
}
