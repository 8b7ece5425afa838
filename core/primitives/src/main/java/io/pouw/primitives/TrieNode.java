package io.pouw.primitives;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link MerkleTrie}. A key's way is the SHA-256 of the key, bit by bit from the
 * highest; a leaf stands as high as it is alone. Hence the same entries always make the same tree.
 */
sealed interface TrieNode {
  /** Bits of a way; two different keys never share all of them. */
  int MAX_DEPTH = 8 * Hash.BYTES;

  /** Tags that no tree of RFC 6962 uses. */
  byte LEAF = 2;

  byte BRANCH = 3;

  TrieNode EMPTY = new Empty();

  /** What stands for the node in its parent. */
  Hash hash();

  /** Leaves below. */
  int count();

  /** Bytes of the keys and values below. */
  long bytes();

  /** Nothing. Its hash is zero, which is the hash of nothing else. */
  record Empty() implements TrieNode {
    @Override
    public Hash hash() {
      return Hash.ZERO;
    }

    @Override
    public int count() {
      return 0;
    }

    @Override
    public long bytes() {
      return 0;
    }
  }

  /** One entry; the value itself is kept elsewhere. */
  record Leaf(byte[] key, Hash hash, long bytes) implements TrieNode {
    static Leaf of(byte[] key, byte[] value) {
      return new Leaf(key, leafHash(key, value), (long) key.length + value.length);
    }

    @Override
    public int count() {
      return 1;
    }

    boolean has(byte[] other) {
      return Arrays.equals(key, other);
    }
  }

  /** Two halves, hashed when first asked: a block that changes much hashes each branch once. */
  final class Branch implements TrieNode {
    private final TrieNode left;
    private final TrieNode right;
    private final int count;
    private final long bytes;
    // Racing threads compute the same value, and a Hash is safe however it is handed over.
    private @Nullable Hash hash;

    Branch(TrieNode left, TrieNode right) {
      this.left = left;
      this.right = right;
      this.count = Math.addExact(left.count(), right.count());
      this.bytes = left.bytes() + right.bytes();
    }

    TrieNode left() {
      return left;
    }

    TrieNode right() {
      return right;
    }

    TrieNode side(boolean one) {
      return one ? right : left;
    }

    @Override
    public Hash hash() {
      Hash known = hash;
      if (known == null) {
        known = branchHash(left.hash(), right.hash());
        hash = known;
      }
      return known;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public long bytes() {
      return bytes;
    }
  }

  static Hash leafHash(byte[] key, byte[] value) {
    MessageDigest digest = Hash.sha256();
    digest.update(LEAF);
    digest.update(new Encoder(4 + key.length).bytes(key).toBytes());
    digest.update(value);
    return Hash.trusted(digest.digest());
  }

  static Hash branchHash(Hash left, Hash right) {
    MessageDigest digest = Hash.sha256();
    digest.update(BRANCH);
    digest.update(left.rawBytes());
    digest.update(right.rawBytes());
    return Hash.trusted(digest.digest());
  }

  /** The way to a key. */
  static Hash way(byte[] key) {
    return Hash.sha256(key);
  }

  /** Which side the way takes at a depth. */
  static boolean bit(Hash way, int depth) {
    return (way.rawBytes()[depth >> 3] >> (7 - (depth & 7)) & 1) == 1;
  }

  /** The node with a leaf put in or in the place of the one with the same key. */
  static TrieNode plus(TrieNode node, int depth, Hash way, Leaf leaf) {
    return switch (node) {
      case Empty _ -> leaf;
      case Leaf there when there.has(leaf.key()) -> leaf;
      case Leaf there -> split(there, way(there.key()), leaf, way, depth);
      case Branch branch -> {
        boolean one = bit(way, depth);
        yield with(branch, one, plus(branch.side(one), depth + 1, way, leaf));
      }
    };
  }

  private static TrieNode split(Leaf there, Hash thereWay, Leaf leaf, Hash way, int depth) {
    if (depth == MAX_DEPTH)
      throw new IllegalArgumentException("two keys with one way: not of one part of a tree");
    boolean one = bit(way, depth);
    if (one != bit(thereWay, depth)) return one ? new Branch(there, leaf) : new Branch(leaf, there);
    TrieNode below = split(there, thereWay, leaf, way, depth + 1);
    return one ? new Branch(EMPTY, below) : new Branch(below, EMPTY);
  }

  private static Branch with(Branch branch, boolean one, TrieNode side) {
    return one ? new Branch(branch.left(), side) : new Branch(side, branch.right());
  }

  /** The node without a key; the same node if the key is not there. */
  static TrieNode minus(TrieNode node, int depth, Hash way, byte[] key) {
    return switch (node) {
      case Empty empty -> empty;
      case Leaf there -> there.has(key) ? EMPTY : there;
      case Branch branch -> {
        boolean one = bit(way, depth);
        TrieNode before = branch.side(one);
        TrieNode after = minus(before, depth + 1, way, key);
        yield after.count() == before.count() ? branch : raised(with(branch, one, after));
      }
    };
  }

  /** A leaf that is alone under a branch takes its place. */
  private static TrieNode raised(Branch branch) {
    if (branch.count() > 1) return branch;
    return branch.left() instanceof Empty ? branch.right() : branch.left();
  }

  /** Adds the keys below, in the order of their ways. */
  static void keys(TrieNode node, List<byte[]> into) {
    switch (node) {
      case Empty _ -> {}
      case Leaf leaf -> into.add(leaf.key());
      case Branch branch -> {
        keys(branch.left(), into);
        keys(branch.right(), into);
      }
    }
  }
}
