package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.TrieEntry;
import io.pouw.primitives.TrieProof;

/** That an entry is in the state under a header's state root; needs nothing else to check. */
public record StateProof(byte[] key, byte[] value, TrieProof path) implements Encodable {
  public static StateProof decode(Decoder in) {
    return new StateProof(
        in.bytes(TrieEntry.MAX_KEY_BYTES),
        in.bytes(TrieEntry.MAX_VALUE_BYTES),
        TrieProof.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.bytes(key).bytes(value).put(path);
  }

  public boolean proves(Hash stateRoot) {
    return path.proves(key, value, stateRoot);
  }
}
