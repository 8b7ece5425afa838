package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleProof;
import io.pouw.primitives.MerkleTree;

/** That an entry is in the state under a header's state root; needs nothing else to check. */
public record StateProof(byte[] key, byte[] value, MerkleProof path) implements Encodable {
  private static final int MAX_KEY_BYTES = 64;
  private static final int MAX_VALUE_BYTES = 16 << 20;

  public static StateProof decode(Decoder in) {
    return new StateProof(
        in.bytes(MAX_KEY_BYTES), in.bytes(MAX_VALUE_BYTES), MerkleProof.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.bytes(key).bytes(value).put(path);
  }

  /** The hash that an entry has in the state tree. */
  static Hash leaf(byte[] key, byte[] value) {
    var entry = new Encoder(4 + key.length + value.length);
    return MerkleTree.leaf(entry.bytes(key).fixed(value).toBytes());
  }

  public boolean proves(Hash stateRoot) {
    return path.proves(leaf(key, value), stateRoot);
  }
}
