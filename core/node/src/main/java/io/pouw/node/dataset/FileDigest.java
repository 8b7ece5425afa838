package io.pouw.node.dataset;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;

/**
 * What a file is known by, read chunk by chunk: a file larger than the memory will do.
 *
 * @param sha256 of the whole content
 * @param blob its name on the chain
 */
public record FileDigest(long bytes, Hash sha256, BlobId blob) {
  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   */
  public static FileDigest of(Path file) throws IOException {
    MessageDigest digest = sha256Digest();
    var leaves = new ArrayList<Hash>();
    long bytes = 0;
    byte[] chunk = new byte[BlobId.CHUNK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.readNBytes(chunk, 0, chunk.length);
          n > 0;
          n = in.readNBytes(chunk, 0, chunk.length)) {
        digest.update(chunk, 0, n);
        leaves.add(MerkleTree.leaf(chunk, 0, n));
        bytes += n;
      }
    }
    Hash sha256 = Hash.of(digest.digest());
    return new FileDigest(bytes, sha256, new BlobId(MerkleTree.root(leaves), bytes));
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
