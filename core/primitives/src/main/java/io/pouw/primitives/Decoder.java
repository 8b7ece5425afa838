package io.pouw.primitives;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what {@link Encoder} wrote and nothing else. Every length is checked against the caller's
 * limit and against the bytes that are there before anything is allocated; {@link CodecException}
 * names the offset. Call {@link #end()} last: trailing bytes are an error.
 */
public final class Decoder {
  private final byte[] input;
  private int at;

  public Decoder(byte[] input) {
    this.input = input;
  }

  /** Decodes a whole byte string: one value and no trailing bytes. */
  public static <T> T whole(byte[] input, Function<Decoder, T> read) {
    var decoder = new Decoder(input);
    T value = read.apply(decoder);
    decoder.end();
    return value;
  }

  public int u8() {
    need(1);
    return input[at++] & 0xff;
  }

  public int u32() {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) value = value << 8 | input[at++] & 0xff;
    if (value < 0) throw error("a 32-bit integer over 2^31-1");
    return value;
  }

  public long i64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) value = value << 8 | input[at++] & 0xff;
    return value;
  }

  /** A 64-bit integer that may not be negative. */
  public long u63() {
    long value = i64();
    if (value < 0) throw error("a negative number where none is allowed");
    return value;
  }

  public boolean bool() {
    int value = u8();
    if (value > 1) throw error("a boolean that is neither 0 nor 1");
    return value == 1;
  }

  public byte[] fixed(int length) {
    need(length);
    byte[] value = Arrays.copyOfRange(input, at, at + length);
    at += length;
    return value;
  }

  public byte[] bytes(int limit) {
    int length = u32();
    if (length > limit)
      throw error("a byte string of " + length + " bytes, over the limit of " + limit);
    return fixed(length);
  }

  public String text(int limit) {
    byte[] utf8 = bytes(limit);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw error("text that is not UTF-8");
    }
  }

  public Hash hash() {
    return Hash.of(fixed(Hash.BYTES));
  }

  public Address address() {
    return Address.of(fixed(Address.BYTES));
  }

  public <T> List<T> list(int limit, Function<Decoder, T> each) {
    int count = u32();
    if (count > limit) throw error("a list of " + count + " elements, over the limit of " + limit);
    var values = new ArrayList<T>(Math.min(count, input.length - at));
    for (int i = 0; i < count; i++) values.add(each.apply(this));
    return List.copyOf(values);
  }

  public <T> Optional<T> option(Function<Decoder, T> each) {
    return bool() ? Optional.of(each.apply(this)) : Optional.empty();
  }

  /** One of the constants of an enumeration, by its ordinal. */
  public <E extends Enum<E>> E constant(E[] values) {
    int ordinal = u8();
    if (ordinal >= values.length) throw error("an unknown kind " + ordinal);
    return values[ordinal];
  }

  public int remaining() {
    return input.length - at;
  }

  public void end() {
    if (at != input.length) throw error((input.length - at) + " trailing bytes");
  }

  /** The error of a value that was read well but means nothing here. */
  public CodecException error(String what) {
    return new CodecException("at byte " + at + " of " + input.length + ": " + what);
  }

  private void need(int count) {
    if (count > input.length - at)
      throw error("truncated, " + count + " bytes needed and " + (input.length - at) + " left");
  }
}
