package io.pouw.primitives;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The Merkle tree of RFC 6962, section 2.1, over SHA-256: leaves and inner nodes never collide. */
public final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  public static Hash leaf(byte[] data) {
    return leaf(data, 0, data.length);
  }

  /** The leaf hash of a part of an array. */
  public static Hash leaf(byte[] data, int offset, int length) {
    MessageDigest digest = Hash.sha256();
    digest.update(LEAF);
    digest.update(data, offset, length);
    return Hash.trusted(digest.digest());
  }

  static Hash node(Hash left, Hash right) {
    MessageDigest digest = Hash.sha256();
    digest.update(NODE);
    digest.update(left.rawBytes());
    digest.update(right.rawBytes());
    return Hash.trusted(digest.digest());
  }

  /** The root over leaf hashes in the given order; of none, SHA-256 of nothing. */
  public static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) return Hash.sha256(new byte[0]);
    if (leaves.size() == 1) return leaves.getFirst();
    int split = split(leaves.size());
    return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  /** The proof that the leaf at {@code index} is under the root. */
  public static MerkleProof proof(List<Hash> leaves, int index) {
    if (index < 0 || index >= leaves.size())
      throw new IllegalArgumentException("leaf " + index + " of " + leaves.size());
    var path = new ArrayList<Hash>();
    path(leaves, index, path);
    return new MerkleProof(index, leaves.size(), List.copyOf(path));
  }

  private static void path(List<Hash> leaves, int index, List<Hash> path) {
    if (leaves.size() == 1) return;
    int split = split(leaves.size());
    if (index < split) {
      path(leaves.subList(0, split), index, path);
      path.add(root(leaves.subList(split, leaves.size())));
    } else {
      path(leaves.subList(split, leaves.size()), index - split, path);
      path.add(root(leaves.subList(0, split)));
    }
  }

  /** The largest power of two under {@code size}. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
