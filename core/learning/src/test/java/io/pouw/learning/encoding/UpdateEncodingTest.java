package io.pouw.learning.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpdateEncodingTest {
  private static final long SEED = 20_261_121;
  private static final float[] NONE = {};
  private static final List<EncodingSpec> SPECS =
      List.of(
          new EncodingSpec.Full(),
          new EncodingSpec.Brain(),
          new EncodingSpec.Block(),
          new EncodingSpec.TopK(0.1, false),
          new EncodingSpec.TopK(0.37, true),
          new EncodingSpec.TopK(1, false));

  /** Changes of every kind: ordinary, tiny, subnormal, huge, zeros of both signs, ties. */
  static float[] changes(Random random, int size) {
    float[] changes = new float[size];
    int kind = random.nextInt(7);
    for (int i = 0; i < size; i++)
      changes[i] =
          switch (kind) {
            case 0 -> (float) random.nextGaussian();
            case 1 -> (float) random.nextGaussian() * 1e-30f;
            case 2 -> random.nextInt(100) * Float.MIN_VALUE;
            case 3 -> (random.nextFloat() - 0.5f) * 2 * Float.MAX_VALUE;
            case 4 -> random.nextBoolean() ? -0f : 0f;
            case 5 -> random.nextInt(5) - 2;
            default -> finite(random.nextInt());
          };
    return changes;
  }

  private static float finite(int bits) {
    float value = Float.intBitsToFloat(bits);
    return Float.isFinite(value) ? value : Float.MAX_VALUE;
  }

  @Test
  void whatWasReadAndIsWrittenAgainGivesTheSameBytes() {
    var random = new Random(SEED);
    for (int run = 0; run < 400; run++) {
      int size = 1 + random.nextInt(700);
      float[] changes = changes(random, size);
      for (EncodingSpec spec : SPECS) {
        UpdateEncoding encoding = UpdateEncoding.of(spec, size);
        byte[] bytes = encoding.encode(changes, NONE).bytes();
        String name = "seed " + SEED + " run " + run + " " + spec;
        assertEquals(Optional.empty(), encoding.reject(bytes), name);
        assertTrue(bytes.length <= encoding.bytesPerUpdate(), name);
        float[] read = encoding.decode(bytes);
        byte[] again = encoding.encode(read, NONE).bytes();
        int from = encoding.keepsResidual() ? 64 : 0;
        assertArrayEquals(tail(bytes, from), tail(again, from), name);
        assertArrayEquals(read, encoding.decode(again), name);
      }
    }
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  @Test
  void float32LosesNothingAndBrainAtMostHalfItsLastBit() {
    var random = new Random(SEED);
    float[] changes = new float[1_000];
    for (int i = 0; i < changes.length; i++) changes[i] = (float) random.nextGaussian();
    var full = UpdateEncoding.of(new EncodingSpec.Full(), changes.length);
    assertArrayEquals(changes, full.decode(full.encode(changes, NONE).bytes()));
    var brain = UpdateEncoding.of(new EncodingSpec.Brain(), changes.length);
    float[] rounded = brain.decode(brain.encode(changes, NONE).bytes());
    for (int i = 0; i < changes.length; i++)
      assertEquals(changes[i], rounded[i], Math.abs(changes[i]) * 0x1p-8);
  }

  @Test
  void brainRoundsToEvenAndNeverToInfinity() {
    assertEquals(0x3f80, BFloat16.round(Float.intBitsToFloat(0x3f808000)));
    assertEquals(0x3f82, BFloat16.round(Float.intBitsToFloat(0x3f818000)));
    assertEquals(0x3f81, BFloat16.round(Float.intBitsToFloat(0x3f808001)));
    assertEquals(BFloat16.MAX, BFloat16.round(Float.MAX_VALUE));
    assertEquals((short) 0xff7f, BFloat16.round(-Float.MAX_VALUE));
    assertEquals((short) 0x8000, BFloat16.round(-0f));
  }

  @Test
  void aByteIsOffByAtMostHalfItsBlocksScale() {
    var random = new Random(SEED);
    for (int run = 0; run < 200; run++) {
      float[] changes = new float[600];
      float spread = Math.scalb(1f, random.nextInt(200) - 100);
      for (int i = 0; i < changes.length; i++) changes[i] = (float) random.nextGaussian() * spread;
      var encoding = UpdateEncoding.of(new EncodingSpec.Block(), changes.length);
      float[] read = encoding.decode(encoding.encode(changes, NONE).bytes());
      for (int from = 0; from < changes.length; from += BlockEncoding.BLOCK) {
        int to = Math.min(changes.length, from + BlockEncoding.BLOCK);
        float greatest = 0;
        for (int i = from; i < to; i++) greatest = Math.max(greatest, Math.abs(changes[i]));
        double half = greatest / 127 * 0.5 * (1 + 0x1p-7);
        for (int i = from; i < to; i++) assertEquals(changes[i], read[i], half, "run " + run);
      }
    }
  }

  @Test
  void bytesPerUpdateAreThoseOfTheFormat() {
    assertEquals(4_000, UpdateEncoding.of(new EncodingSpec.Full(), 1_000).bytesPerUpdate());
    assertEquals(2_000, UpdateEncoding.of(new EncodingSpec.Brain(), 1_000).bytesPerUpdate());
    assertEquals(1_008, UpdateEncoding.of(new EncodingSpec.Block(), 1_000).bytesPerUpdate());
    // Two hashes, the count, ten values, ten indices of which seven may need two bytes.
    assertEquals(
        68 + 40 + 17,
        UpdateEncoding.of(new EncodingSpec.TopK(0.01, false), 1_000).bytesPerUpdate());
  }

  @Test
  void bytesThatWereNotWrittenSoAreRefusedOrStillCanonical() {
    var random = new Random(SEED);
    int refused = 0;
    for (int run = 0; run < 3_000; run++) {
      int size = 1 + random.nextInt(300);
      EncodingSpec spec = SPECS.get(run % SPECS.size());
      UpdateEncoding encoding = UpdateEncoding.of(spec, size);
      byte[] bytes = encoding.encode(changes(random, size), NONE).bytes();
      if (random.nextInt(4) == 0) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 9));
      int from = encoding.keepsResidual() ? 64 : 0;
      if (bytes.length > from)
        bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
      byte[] damaged = bytes;
      if (encoding.reject(damaged).isPresent()) {
        refused++;
        assertThrows(IllegalArgumentException.class, () -> encoding.decode(damaged));
      } else {
        byte[] again = encoding.encode(encoding.decode(damaged), NONE).bytes();
        assertArrayEquals(tail(damaged, from), tail(again, from), "run " + run + " " + spec);
      }
    }
    assertTrue(refused > 500, "only " + refused);
  }

  @Test
  void whatIsWrongIsNamed() {
    var full = UpdateEncoding.of(new EncodingSpec.Full(), 2);
    assertEquals(Optional.of("update has 3 bytes, expected 8"), full.reject(new byte[3]));
    byte[] infinite = {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x7f};
    assertEquals(Optional.of("update is not finite: Infinity at 1"), full.reject(infinite));
    var block = UpdateEncoding.of(new EncodingSpec.Block(), 2);
    assertEquals(
        Optional.of("update's block 0 of scale 1.0 has the greatest byte 100, expected 127"),
        block.reject(new byte[] {(byte) 0x80, 0x3f, 100, -5}));
    assertEquals(
        Optional.of("update's block 0 has the scale -1.0, expected 0 or a positive normal number"),
        block.reject(new byte[] {(byte) 0x80, (byte) 0xbf, 127, 1}));
    assertTrue(block.reject(new byte[] {(byte) 0x80, 0x3f, -128, 1}).isPresent());
    assertThrows(
        IllegalArgumentException.class, () -> full.encode(new float[] {1, Float.NaN}, NONE));
    assertThrows(IllegalArgumentException.class, () -> full.encode(new float[3], NONE));
    assertThrows(IllegalArgumentException.class, () -> full.encode(new float[2], new float[2]));
    assertFalse(full.keepsResidual());
  }
}
