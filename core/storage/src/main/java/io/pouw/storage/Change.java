package io.pouw.storage;

import java.util.Optional;

/**
 * One entry to write.
 *
 * @param key 1 to {@value #MAX_KEY_BYTES} bytes
 * @param value the new value; empty to delete the entry
 */
public record Change(byte[] key, Optional<byte[]> value) {
  public static final int MAX_KEY_BYTES = 1024;

  public Change {
    if (key.length == 0 || key.length > MAX_KEY_BYTES)
      throw new IllegalArgumentException(
          "a key has 1 to " + MAX_KEY_BYTES + " bytes, not " + key.length);
  }

  public static Change put(byte[] key, byte[] value) {
    return new Change(key, Optional.of(value));
  }

  public static Change delete(byte[] key) {
    return new Change(key, Optional.empty());
  }
}
