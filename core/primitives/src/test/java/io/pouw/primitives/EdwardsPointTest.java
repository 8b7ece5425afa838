package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdwardsPointTest {
  @Test
  void theGeneratorIsThatOfRfc8032() {
    assertArrayEquals(ReferenceCurve.BASE.encode(), EdwardsPoint.BASE.encode());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void pointsAddAndMultiplyAsInTheReference(long seed) {
    var random = new Random(seed);
    BigInteger a = new BigInteger(255, random);
    BigInteger b = new BigInteger(128, random);
    byte[] aBytes = ReferenceCurve.littleEndian(a, 32);
    byte[] bBytes = ReferenceCurve.littleEndian(b, 16);
    ReferenceCurve.Point expected = ReferenceCurve.BASE.times(a);
    EdwardsPoint point = EdwardsMultiples.BASE.times(aBytes);
    assertArrayEquals(expected.encode(), point.encode());
    assertArrayEquals(expected.negated().encode(), point.negated().encode());
    assertArrayEquals(expected.plus(expected).encode(), point.plus(point).encode());
    assertArrayEquals(expected.plus(expected).encode(), point.twice().encode());
    assertArrayEquals(
        expected.plus(ReferenceCurve.BASE).encode(), point.plus(EdwardsPoint.BASE).encode());
    assertArrayEquals(
        expected.plus(expected.times(b).negated()).encode(),
        EdwardsMultiples.sum(
                aBytes, EdwardsMultiples.BASE, bBytes, new EdwardsMultiples(point.negated()))
            .encode());
    assertTrue(point.plus(point.negated()).isIdentity());
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7})
  void randomBytesDecodeExactlyWhenTheReferenceDecodesThem(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      ReferenceCurve.Point expected = ReferenceCurve.decode(bytes);
      var decoded = EdwardsPoint.decode(bytes);
      assertEquals(expected != null, decoded.isPresent(), HexFormat.of().formatHex(bytes));
      decoded.ifPresent(point -> assertArrayEquals(bytes, point.encode()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void anEncodingThatIsNotCanonicalIsRefused(String hex) {
    assertTrue(EdwardsPoint.decode(HexFormat.of().parseHex(hex)).isEmpty());
  }

  @Test
  void theOrderTimesTheGeneratorIsTheIdentity() {
    byte[] order = ReferenceCurve.littleEndian(ReferenceCurve.ORDER, 32);
    assertEquals(ReferenceCurve.ORDER, Vrf.ORDER);
    assertTrue(EdwardsMultiples.BASE.times(order).isIdentity());
    assertTrue(EdwardsPoint.IDENTITY.timesCofactor().isIdentity());
  }
}
