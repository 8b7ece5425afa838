package io.pouw.node.maintenance;

import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Copies bytes and digests them on the way.
 *
 * @param size bytes that came
 * @param sha256 of them
 */
record FileDigest(long size, Hash sha256) {
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Copies until the end, or until more than a limit came.
   *
   * @param limit bytes after which it stops; the size is over it then
   */
  static FileDigest copy(InputStream in, OutputStream out, long limit) throws IOException {
    MessageDigest digest = sha256Digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    for (int read = in.read(buffer); read >= 0 && size <= limit; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      digest.update(buffer, 0, read);
      size += read;
    }
    return new FileDigest(size, Hash.of(digest.digest()));
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
