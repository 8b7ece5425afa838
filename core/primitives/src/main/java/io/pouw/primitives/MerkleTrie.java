package io.pouw.primitives;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An authenticated map: a binary tree of hashes over entries, in which a key's place follows from
 * its SHA-256, so that the root depends on the entries alone and not on the order in which they
 * came. Immutable; a changed tree shares all but the changed ways with the one before. Putting,
 * removing and proving take about log2 n hashes. Keeps keys and hashes, not values. Safe for any
 * thread.
 */
public final class MerkleTrie {
  public static final MerkleTrie EMPTY = new MerkleTrie(TrieNode.EMPTY);

  private final TrieNode top;

  private MerkleTrie(TrieNode top) {
    this.top = top;
  }

  /** {@link Hash#ZERO} without an entry. */
  public Hash root() {
    return top.hash();
  }

  public int size() {
    return top.count();
  }

  /**
   * With an entry, which replaces the one of the same key.
   *
   * @throws IllegalArgumentException if key or value are over the limits of {@link TrieEntry}
   */
  public MerkleTrie plus(byte[] key, byte[] value) {
    if (key.length > TrieEntry.MAX_KEY_BYTES || value.length > TrieEntry.MAX_VALUE_BYTES)
      throw new IllegalArgumentException(
          "an entry with a key of %d and a value of %d bytes, expected at most %d and %d"
              .formatted(
                  key.length, value.length, TrieEntry.MAX_KEY_BYTES, TrieEntry.MAX_VALUE_BYTES));
    TrieNode.Leaf leaf = TrieNode.Leaf.of(key.clone(), value);
    return new MerkleTrie(TrieNode.plus(top, 0, TrieNode.way(key), leaf));
  }

  /** Without a key, whether it was there or not. */
  public MerkleTrie minus(byte[] key) {
    TrieNode after = TrieNode.minus(top, 0, TrieNode.way(key), key);
    return after.count() == top.count() ? this : new MerkleTrie(after);
  }

  /** The proof that a key's present value is under the root; empty if the key is not there. */
  public Optional<TrieProof> proof(byte[] key) {
    var siblings = new ArrayList<Hash>();
    Hash way = TrieNode.way(key);
    TrieNode node = top;
    while (node instanceof TrieNode.Branch branch) {
      boolean one = TrieNode.bit(way, siblings.size());
      siblings.add(branch.side(!one).hash());
      node = branch.side(one);
    }
    return node instanceof TrieNode.Leaf leaf && leaf.has(key)
        ? Optional.of(new TrieProof(siblings))
        : Optional.empty();
  }

  /**
   * The upper tree, cut where less than so many bytes of keys and values hang below, or one entry.
   */
  public TrieOutline outline(long partBytes) {
    var nodes = new ArrayList<TrieOutline.Node>();
    cut(top, partBytes, nodes, new ArrayList<>());
    return new TrieOutline(nodes);
  }

  /** The keys of each part of {@link #outline} of the same size, in its order. */
  public List<List<byte[]>> parts(long partBytes) {
    var cuts = new ArrayList<TrieNode>();
    cut(top, partBytes, new ArrayList<>(), cuts);
    return cuts.stream().map(MerkleTrie::keys).toList();
  }

  private static List<byte[]> keys(TrieNode node) {
    var keys = new ArrayList<byte[]>(node.count());
    TrieNode.keys(node, keys);
    return keys;
  }

  private static void cut(
      TrieNode node, long partBytes, List<TrieOutline.Node> nodes, List<TrieNode> cuts) {
    switch (node) {
      case TrieNode.Empty _ -> nodes.add(new TrieOutline.Gap());
      case TrieNode.Branch branch when branch.bytes() > partBytes -> {
        nodes.add(new TrieOutline.Fork());
        cut(branch.left(), partBytes, nodes, cuts);
        cut(branch.right(), partBytes, nodes, cuts);
      }
      case TrieNode.Branch _, TrieNode.Leaf _ -> {
        nodes.add(new TrieOutline.Part(node.hash()));
        cuts.add(node);
      }
    }
  }

  /**
   * Whether these are exactly the entries below a node.
   *
   * @param depth of the node: branches between it and the root
   */
  static boolean isWhole(List<TrieEntry> entries, int depth, Hash node) {
    TrieNode built = TrieNode.EMPTY;
    try {
      for (TrieEntry each : entries)
        built =
            TrieNode.plus(
                built, depth, TrieNode.way(each.key()), TrieNode.Leaf.of(each.key(), each.value()));
    } catch (IllegalArgumentException entriesOfDifferentParts) {
      return false;
    }
    return built.count() == entries.size() && built.hash().equals(node);
  }
}
