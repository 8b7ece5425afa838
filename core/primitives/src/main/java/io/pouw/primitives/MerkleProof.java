package io.pouw.primitives;

import java.util.List;

/**
 * That one leaf is in a tree (RFC 6962, section 2.1.1).
 *
 * @param index position of the leaf, from 0
 * @param size number of leaves of the tree
 * @param path sibling hashes from the leaf up
 */
public record MerkleProof(int index, int size, List<Hash> path) implements Encodable {
  private static final int MAX_DEPTH = 31;

  public MerkleProof {
    path = List.copyOf(path);
  }

  public static MerkleProof decode(Decoder in) {
    return new MerkleProof(in.u32(), in.u32(), in.list(MAX_DEPTH, Decoder::hash));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(index).u32(size).list(path, Encoder::hash);
  }

  /**
   * Whether the leaf hash stands at {@link #index} of the tree with this root (RFC 9162, section
   * 2.1.3.2).
   */
  public boolean proves(Hash leaf, Hash root) {
    if (index < 0 || index >= size) return false;
    int node = index;
    int last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) return false;
      if ((node & 1) == 1 || node == last) {
        hash = MerkleTree.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleTree.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
