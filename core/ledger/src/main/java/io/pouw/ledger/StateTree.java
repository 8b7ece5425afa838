package io.pouw.ledger;

import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * The Merkle tree over all state entries in key order, with the leaf hashes kept, so that a block
 * hashes again what it changed and the inner nodes. Immutable.
 */
final class StateTree {
  static final StateTree EMPTY = new StateTree(TreePMap.empty());

  private final TreePMap<StateKey, Hash> leaves;
  private final Hash root;

  private StateTree(TreePMap<StateKey, Hash> leaves) {
    this.leaves = leaves;
    root = MerkleTree.root(List.copyOf(leaves.values()));
  }

  Hash root() {
    return root;
  }

  /** The tree after these changes; what is not under the state root is passed over. */
  StateTree after(List<StateEntryChange> changes) {
    TreePMap<StateKey, Hash> changed = leaves;
    for (StateEntryChange each : changes) {
      StateKey key = StateKey.of(each.key());
      if (key.equals(StateKey.head())) continue;
      Optional<Hash> leaf = each.value().map(value -> StateProof.leaf(each.key(), value));
      changed = leaf.isPresent() ? changed.plus(key, leaf.get()) : changed.minus(key);
    }
    return new StateTree(changed);
  }

  Optional<StateProof> proof(StateKey key, byte[] value) {
    if (!leaves.containsKey(key)) return Optional.empty();
    var keys = new ArrayList<>(leaves.keySet());
    var path = MerkleTree.proof(List.copyOf(leaves.values()), keys.indexOf(key));
    return Optional.of(new StateProof(key.toBytes(), value, path));
  }
}
