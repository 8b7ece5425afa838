package io.pouw.primitives;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes the canonical binary form: integers big-endian at fixed width, byte strings and text with
 * a 32-bit length before them, lists with a 32-bit count, options and booleans as one byte 0 or 1.
 * Every value has exactly one encoding; {@link Decoder} refuses every other.
 */
public final class Encoder {
  private byte[] buffer;
  private int size;

  public Encoder() {
    this(256);
  }

  public Encoder(int expectedBytes) {
    buffer = new byte[Math.max(16, expectedBytes)];
  }

  public Encoder u8(int value) {
    if (value < 0 || value > 0xff)
      throw new IllegalArgumentException("not an unsigned byte: " + value);
    room(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** A 32-bit integer, not negative. */
  public Encoder u32(int value) {
    if (value < 0) throw new IllegalArgumentException("negative: " + value);
    room(4);
    buffer[size++] = (byte) (value >>> 24);
    buffer[size++] = (byte) (value >>> 16);
    buffer[size++] = (byte) (value >>> 8);
    buffer[size++] = (byte) value;
    return this;
  }

  /** A 64-bit integer, two's complement. */
  public Encoder i64(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) buffer[size++] = (byte) (value >>> shift);
    return this;
  }

  public Encoder bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** Bytes whose length the reader knows. */
  public Encoder fixed(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
    return this;
  }

  public Encoder bytes(byte[] value) {
    return u32(value.length).fixed(value);
  }

  /**
   * Text as UTF-8.
   *
   * @throws IllegalArgumentException if it holds half of a surrogate pair, which has no encoding
   */
  public Encoder text(String value) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      byte[] content = new byte[utf8.remaining()];
      utf8.get(content);
      return bytes(content);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text with half of a surrogate pair", e);
    }
  }

  public Encoder hash(Hash value) {
    return fixed(value.rawBytes());
  }

  public Encoder address(Address value) {
    return fixed(value.rawBytes());
  }

  public Encoder put(Encodable value) {
    value.encode(this);
    return this;
  }

  public <T> Encoder list(List<T> values, BiConsumer<Encoder, ? super T> each) {
    u32(values.size());
    for (T value : values) each.accept(this, value);
    return this;
  }

  public Encoder list(List<? extends Encodable> values) {
    u32(values.size());
    for (Encodable value : values) value.encode(this);
    return this;
  }

  public <T> Encoder option(Optional<T> value, BiConsumer<Encoder, ? super T> each) {
    bool(value.isPresent());
    value.ifPresent(present -> each.accept(this, present));
    return this;
  }

  /** One of the constants of an enumeration, by its ordinal: their order is part of the format. */
  @SuppressWarnings("EnumOrdinal")
  public Encoder constant(Enum<?> value) {
    return u8(value.ordinal());
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > buffer.length)
      buffer =
          Arrays.copyOf(
              buffer, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L)));
  }
}
