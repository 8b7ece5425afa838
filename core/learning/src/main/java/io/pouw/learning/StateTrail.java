package io.pouw.learning;

import io.pouw.learning.encoding.EncodingSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The end of a state of a verified task with top-k updates: the Merkle roots by which the states
 * before the rounds since residuals last began anew are named, oldest first, then zeros. So a state
 * says by itself from which others the residuals that enter its units can be computed, and nobody
 * can give a worker others than a verifier will see. In other tasks it has no bytes.
 *
 * @param places for names: one less than the rounds after which residuals begin anew
 */
record StateTrail(int places) {
  static StateTrail of(ModelSpec spec) {
    return new StateTrail(
        !spec.server().federated() && spec.updates().encoding() instanceof EncodingSpec.TopK topK
            ? topK.restart() - 1
            : 0);
  }

  int bytes() {
    return places * Hash.BYTES;
  }

  /** The states that a state names, which are as long as itself. */
  List<BlobId> read(byte[] state) {
    var names = new ArrayList<BlobId>();
    for (int place = 0; place < places; place++) {
      int at = at(state, place);
      Hash root = Hash.of(Arrays.copyOfRange(state, at, at + Hash.BYTES));
      if (root.equals(Hash.ZERO)) break;
      names.add(new BlobId(root, state.length));
    }
    return names;
  }

  /** Writes the trail of the state after a round, which is zeros before. */
  void write(byte[] before, int round, byte[] after) {
    int passed = (round + 1) % (places + 1);
    if (passed == 0) return;
    int from = at(before, 0);
    System.arraycopy(before, from, after, from, (passed - 1) * Hash.BYTES);
    byte[] name = BlobId.of(before).root().toBytes();
    System.arraycopy(name, 0, after, at(after, passed - 1), Hash.BYTES);
  }

  private int at(byte[] state, int place) {
    return state.length - bytes() + place * Hash.BYTES;
  }
}
