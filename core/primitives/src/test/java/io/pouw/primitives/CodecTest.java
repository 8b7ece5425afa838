package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  private enum Colour {
    RED,
    GREEN
  }

  /** A record with every kind of field. */
  private record Sample(
      int small,
      int count,
      long signed,
      long natural,
      boolean flag,
      String name,
      List<Hash> hashes,
      Optional<Address> owner,
      Colour colour,
      String payload)
      implements Encodable {
    static Sample decode(Decoder in) {
      return new Sample(
          in.u8(),
          in.u32(),
          in.i64(),
          in.u63(),
          in.bool(),
          in.text(64),
          in.list(8, Decoder::hash),
          in.option(Decoder::address),
          in.constant(Colour.values()),
          HexFormat.of().formatHex(in.bytes(64)));
    }

    @Override
    public void encode(Encoder out) {
      out.u8(small).u32(count).i64(signed).i64(natural).bool(flag).text(name);
      out.list(hashes, Encoder::hash).option(owner, Encoder::address).constant(colour);
      out.bytes(HexFormat.of().parseHex(payload));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatWasWrittenIsReadAndNothingElse(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      Sample sample = sample(random);
      byte[] bytes = sample.toBytes();
      assertEquals(sample, Decoder.whole(bytes, Sample::decode));
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThrows(CodecException.class, () -> Decoder.whole(cut, Sample::decode));
      }
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      var refusal = assertThrows(CodecException.class, () -> Decoder.whole(longer, Sample::decode));
      assertTrue(String.valueOf(refusal.getMessage()).contains("trailing"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyBytesAreRefusedOrTheOnlyEncodingOfWhatTheyMean(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = sample(random).toBytes();
      for (int change = random.nextInt(3); change >= 0; change--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        Sample read = Decoder.whole(bytes, Sample::decode);
        assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(read.toBytes()));
      } catch (CodecException refused) {
        assertTrue(String.valueOf(refused.getMessage()).startsWith("at byte "));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "ff"})
  void aBooleanIsZeroOrOne(String hex) {
    assertThrows(CodecException.class, () -> decoder(hex).bool());
    assertThrows(CodecException.class, () -> decoder(hex).option(Decoder::u8));
  }

  @Test
  void aLengthOverTheLimitIsRefusedBeforeItIsAllocated() {
    assertThrows(CodecException.class, () -> decoder("7fffffff").bytes(Integer.MAX_VALUE));
    assertThrows(CodecException.class, () -> decoder("7fffffff").text(Integer.MAX_VALUE));
    assertThrows(
        CodecException.class, () -> decoder("7fffffff").list(Integer.MAX_VALUE, Decoder::u8));
    assertThrows(CodecException.class, () -> decoder("00000003010203").bytes(2));
    assertThrows(CodecException.class, () -> decoder("00000003616263").text(2));
    assertThrows(CodecException.class, () -> decoder("00000003010203").list(2, Decoder::u8));
    assertEquals(3, decoder("00000003010203").bytes(3).length);
  }

  @Test
  void numbersOutsideTheirRangeAreRefused() {
    assertThrows(CodecException.class, () -> decoder("80000000").u32());
    assertThrows(CodecException.class, () -> decoder("8000000000000000").u63());
    assertThrows(IllegalArgumentException.class, () -> new Encoder().u8(256));
    assertThrows(IllegalArgumentException.class, () -> new Encoder().u8(-1));
    assertThrows(IllegalArgumentException.class, () -> new Encoder().u32(-1));
    assertThrows(CodecException.class, () -> decoder("02").constant(Colour.values()));
    assertEquals(Colour.GREEN, decoder("01").constant(Colour.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000001ff", "00000002c080", "00000003eda080", "00000001c3"})
  void textThatIsNotUtf8IsRefused(String hex) {
    assertThrows(CodecException.class, () -> decoder(hex).text(100));
  }

  @Test
  void halfASurrogatePairIsRefusedInsteadOfChanged() {
    assertThrows(IllegalArgumentException.class, () -> new Encoder().text("\ud83d"));
  }

  @Test
  void anErrorNamesTheByteAndWhatWasMissing() {
    var refusal =
        assertThrows(
            CodecException.class,
            () -> {
              Decoder in = decoder("0102");
              in.u8();
              in.u32();
            });
    assertEquals("at byte 1 of 2: truncated, 4 bytes needed and 1 left", refusal.getMessage());
  }

  @Test
  void anEncoderGrowsAsNeeded() {
    var out = new Encoder(0);
    for (int i = 0; i < 10_000; i++) out.i64(i);
    assertEquals(80_000, out.toBytes().length);
  }

  private static Decoder decoder(String hex) {
    return new Decoder(HexFormat.of().parseHex(hex));
  }

  private static Sample sample(Random random) {
    var hashes = new ArrayList<Hash>();
    for (int i = random.nextInt(4); i > 0; i--)
      hashes.add(Hash.of(Domain.SEED, new byte[] {(byte) random.nextInt()}));
    byte[] payload = new byte[random.nextInt(20)];
    random.nextBytes(payload);
    return new Sample(
        random.nextInt(256),
        random.nextInt() >>> 1,
        random.nextLong(),
        random.nextLong() >>> 1,
        random.nextBoolean(),
        List.of("", "a", "é€😀", "line\nline").get(random.nextInt(4)),
        List.copyOf(hashes),
        random.nextBoolean() ? Optional.of(Address.of(new byte[20])) : Optional.empty(),
        Colour.values()[random.nextInt(2)],
        HexFormat.of().formatHex(payload));
  }
}
