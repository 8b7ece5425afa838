package io.pouw.ledger;

import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTrie;
import java.util.List;
import java.util.Optional;

/**
 * The authenticated tree over all state entries but the head, which names its own block. A block
 * costs about log2 n hashes for each entry that it changes. Immutable.
 */
final class StateTree {
  static final StateTree EMPTY = new StateTree(MerkleTrie.EMPTY);

  private final MerkleTrie trie;

  private StateTree(MerkleTrie trie) {
    this.trie = trie;
  }

  MerkleTrie trie() {
    return trie;
  }

  Hash root() {
    return trie.root();
  }

  /** The tree after these changes; what is not under the state root is passed over. */
  StateTree after(List<StateEntryChange> changes) {
    MerkleTrie changed = trie;
    for (StateEntryChange each : changes) {
      if (StateKey.of(each.key()).equals(StateKey.head())) continue;
      Optional<byte[]> value = each.value();
      changed =
          value.isPresent() ? changed.plus(each.key(), value.get()) : changed.minus(each.key());
    }
    return new StateTree(changed);
  }

  Optional<StateProof> proof(StateKey key, byte[] value) {
    byte[] name = key.toBytes();
    return trie.proof(name).map(path -> new StateProof(name, value, path));
  }
}
