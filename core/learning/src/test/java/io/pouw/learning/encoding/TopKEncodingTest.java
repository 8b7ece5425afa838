package io.pouw.learning.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.learning.encoding.UpdateEncoding.Encoded;
import io.pouw.learning.encoding.UpdateEncoding.Residuals;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKEncodingTest {
  private static final long SEED = 7_041_776;
  private static final float[] NONE = {};

  private static UpdateEncoding encoding(double share, int parameters) {
    return UpdateEncoding.of(new EncodingSpec.TopK(share, false), parameters);
  }

  @Test
  void theGreatestAreThoseThatSortingFinds() {
    var random = new Random(SEED);
    for (int run = 0; run < 500; run++) {
      float[] values = UpdateEncodingTest.changes(random, 1 + random.nextInt(400));
      int count = 1 + random.nextInt(values.length);
      int[] sorted =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(
                  Comparator.comparingDouble((Integer i) -> -Math.abs(values[i]))
                      .thenComparing(i -> i))
              .limit(count)
              .mapToInt(i -> i)
              .sorted()
              .toArray();
      // Of zeros, which equal each other in every order, -0f stands before 0f in a comparator.
      if (Arrays.stream(sorted).anyMatch(i -> values[i] == 0f)) continue;
      assertArrayEquals(sorted, Greatest.indices(values, count), "seed " + SEED + " run " + run);
    }
  }

  @Test
  void ofEqualsTheLowerIndexIsSent() {
    var encoding = encoding(0.5, 6);
    float[] read = encoding.decode(encoding.encode(new float[] {1, -2, 1, -1, 1, 0}, NONE).bytes());
    assertArrayEquals(new float[] {1, -2, 1, 0, 0, 0}, read);
  }

  @Test
  void whatIsSentAndWhatIsLeftAddUpToWhatCame() {
    var random = new Random(SEED);
    for (boolean brain : new boolean[] {false, true}) {
      UpdateEncoding encoding = UpdateEncoding.of(new EncodingSpec.TopK(0.05, brain), 1_000);
      float[] residual = NONE;
      for (int round = 0; round < 20; round++) {
        float[] changes = new float[1_000];
        for (int i = 0; i < changes.length; i++) changes[i] = (float) random.nextGaussian();
        Encoded encoded = encoding.encode(changes, residual);
        float[] sent = encoding.decode(encoded.bytes());
        for (int i = 0; i < changes.length; i++) {
          float whole = residual.length == 0 ? changes[i] : changes[i] + residual[i];
          assertEquals(whole, sent[i] + encoded.residual()[i], 0f);
        }
        residual = encoded.residual();
      }
    }
  }

  @Test
  void aVerifierWithTheResidualGetsTheSameBytesAndTheCommittedResidual() {
    var random = new Random(SEED);
    var encoding = encoding(0.1, 300);
    float[] first = UpdateEncodingTest.changes(new Random(1), 300);
    float[] second = new float[300];
    for (int i = 0; i < 300; i++) second[i] = (float) random.nextGaussian();
    Encoded before = encoding.encode(first, NONE);
    Encoded after = encoding.encode(second, before.residual());
    Residuals committed = encoding.residuals(after.bytes()).orElseThrow();
    assertEquals(
        encoding.residuals(before.bytes()).orElseThrow().after(),
        committed.before(),
        "the chain of residuals");
    assertEquals(hash(before.residual()), committed.before());
    assertEquals(hash(after.residual()), committed.after());
    assertEquals(hash(new float[300]), encoding.residuals(before.bytes()).orElseThrow().before());
    assertArrayEquals(after.bytes(), encoding.encode(second, before.residual().clone()).bytes());
  }

  private static Hash hash(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Hash.sha256(bytes.array());
  }

  @Test
  void theLayoutIsTheStatedOne() {
    var encoding = encoding(0.01, 1_000);
    float[] changes = new float[1_000];
    changes[3] = 1f;
    changes[4] = 2f;
    changes[500] = -4f;
    byte[] bytes = encoding.encode(changes, NONE).bytes();
    byte[] expected = {
      3,
      0,
      0,
      0,
      3,
      0,
      (byte) 0xef,
      3,
      0,
      0,
      (byte) 0x80,
      0x3f,
      0,
      0,
      0,
      0x40,
      0,
      0,
      (byte) 0x80,
      (byte) 0xc0
    };
    assertArrayEquals(expected, Arrays.copyOfRange(bytes, 64, bytes.length));
  }

  @Test
  void indicesAndValuesThatCannotBeAreRefusedWithTheReason() {
    assertRefused("has 67 bytes, expected at least 68", new byte[67]);
    assertRefused("has 2 entries, expected 0 to 1", with(2, 0, 0, 0));
    assertRefused("has 4294967295 entries, expected 0 to 1", with(-1, -1, -1, -1));
    assertRefused("is cut short: 2 bytes for 1 entries", with(1, 0, 0, 0, 0, 0));
    assertRefused("has the index 10, expected less than 10", with(1, 0, 0, 0, 10, 0, 0, 0, 64));
    assertRefused("has a malformed index, entry 0", with(1, 0, 0, 0, 128, 0, 0, 0, 0, 64));
    assertRefused("has a malformed index, entry 0", with(1, 0, 0, 0, 255, 255, 255, 255, 255, 1));
    assertRefused("has 5 bytes of values, expected 4", with(1, 0, 0, 0, 9, 0, 0, 0, 64, 0));
    assertRefused(
        "has 0.0 at 9, expected a finite number that is not 0", with(1, 0, 0, 0, 9, 0, 0, 0, 0));
    assertRefused(
        "has NaN at 9, expected a finite number that is not 0",
        with(1, 0, 0, 0, 9, 0, 0, 192, 127));
  }

  private static byte[] with(int... rest) {
    byte[] bytes = new byte[64 + rest.length];
    for (int i = 0; i < rest.length; i++) bytes[64 + i] = (byte) rest[i];
    return bytes;
  }

  private static void assertRefused(String reason, byte[] bytes) {
    var encoding = encoding(0.1, 10);
    assertEquals(Optional.of("update " + reason), encoding.reject(bytes));
    assertThrows(IllegalArgumentException.class, () -> encoding.decode(bytes));
  }

  @Test
  void sharesOutsideTheirRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new EncodingSpec.TopK(0, false));
    assertThrows(IllegalArgumentException.class, () -> new EncodingSpec.TopK(1.1, false));
    assertThrows(IllegalArgumentException.class, () -> new EncodingSpec.TopK(Double.NaN, false));
    assertEquals(1, new EncodingSpec.TopK(1e-9, false).count(10));
    assertEquals(10, new EncodingSpec.TopK(1, false).count(10));
  }
}
