package io.pouw.primitives;

import java.util.List;

/**
 * That an entry is under the root of a {@link MerkleTrie}.
 *
 * @param siblings the hashes beside the key's way, from the root down; zero where nothing stands
 */
public record TrieProof(List<Hash> siblings) implements Encodable {
  public TrieProof {
    siblings = List.copyOf(siblings);
  }

  public static TrieProof decode(Decoder in) {
    return new TrieProof(in.list(TrieNode.MAX_DEPTH, Decoder::hash));
  }

  @Override
  public void encode(Encoder out) {
    out.list(siblings, Encoder::hash);
  }

  /** Whether the key has this value under the root. */
  public boolean proves(byte[] key, byte[] value, Hash root) {
    if (siblings.size() > TrieNode.MAX_DEPTH) return false;
    Hash way = TrieNode.way(key);
    Hash hash = TrieNode.leafHash(key, value);
    for (int depth = siblings.size() - 1; depth >= 0; depth--) {
      Hash sibling = siblings.get(depth);
      hash =
          TrieNode.bit(way, depth)
              ? TrieNode.branchHash(sibling, hash)
              : TrieNode.branchHash(hash, sibling);
    }
    return hash.equals(root);
  }
}
