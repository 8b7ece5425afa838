package io.pouw.ledger;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;

/**
 * A closed round.
 *
 * @param input the state before it
 * @param output the state after it, the next round's input
 */
public record RoundRecord(int round, BlobId input, BlobId output) implements Encodable {
  public static RoundRecord decode(Decoder in) {
    return new RoundRecord(in.u32(), BlobId.decode(in), BlobId.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(round).put(input).put(output);
  }

  /** The hash that stands in the checkpoint's round tree. */
  public Hash leafHash() {
    return MerkleTree.leaf(toBytes());
  }
}
