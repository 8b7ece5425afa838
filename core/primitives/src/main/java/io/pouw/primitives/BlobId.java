package io.pouw.primitives;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a content-addressed blob: the Merkle root over its chunks of {@value #CHUNK_BYTES}
 * bytes (the last may be shorter) and its size. Data sets, task states and updates are named so; a
 * chunk can be checked alone.
 *
 * @param root Merkle root over the chunks
 * @param size bytes, not negative
 */
public record BlobId(Hash root, long size) implements Encodable, Comparable<BlobId> {
  public static final int CHUNK_BYTES = 16 * 1024;

  /** So many that the chunks can be counted in an {@code int}. */
  public static final long MAX_BYTES = (long) Integer.MAX_VALUE * CHUNK_BYTES;

  public BlobId {
    if (size < 0 || size > MAX_BYTES)
      throw new IllegalArgumentException("a blob has 0 to " + MAX_BYTES + " bytes, not " + size);
  }

  public static BlobId of(byte[] content) {
    return new BlobId(MerkleTree.root(chunkHashes(content)), content.length);
  }

  /** The leaf hashes of the chunks, in order. */
  public static List<Hash> chunkHashes(byte[] content) {
    var leaves = new ArrayList<Hash>(content.length / CHUNK_BYTES + 1);
    for (int at = 0; at < content.length; at += CHUNK_BYTES)
      leaves.add(MerkleTree.leaf(content, at, Math.min(CHUNK_BYTES, content.length - at)));
    return leaves;
  }

  public static BlobId decode(Decoder in) {
    Hash root = in.hash();
    long size = in.u63();
    if (size > MAX_BYTES) throw in.error("a blob of " + size + " bytes, over " + MAX_BYTES);
    return new BlobId(root, size);
  }

  @Override
  public void encode(Encoder out) {
    out.hash(root).i64(size);
  }

  public int chunks() {
    return Math.toIntExact((size + CHUNK_BYTES - 1) / CHUNK_BYTES);
  }

  @Override
  public int compareTo(BlobId other) {
    int byRoot = root.compareTo(other.root);
    return byRoot != 0 ? byRoot : Long.compare(size, other.size);
  }

  @Override
  public String toString() {
    return root + ":" + size;
  }
}
