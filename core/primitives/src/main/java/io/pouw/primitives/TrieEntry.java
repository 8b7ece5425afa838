package io.pouw.primitives;

/**
 * A key with its value in a {@link MerkleTrie}.
 *
 * @param key at most {@value #MAX_KEY_BYTES} bytes
 * @param value at most {@value #MAX_VALUE_BYTES} bytes
 */
public record TrieEntry(byte[] key, byte[] value) implements Encodable {
  public static final int MAX_KEY_BYTES = 64;
  public static final int MAX_VALUE_BYTES = 16 << 20;

  public static TrieEntry decode(Decoder in) {
    return new TrieEntry(in.bytes(MAX_KEY_BYTES), in.bytes(MAX_VALUE_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.bytes(key).bytes(value);
  }
}
