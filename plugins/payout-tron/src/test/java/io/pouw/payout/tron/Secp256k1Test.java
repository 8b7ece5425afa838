package io.pouw.payout.tron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Secp256k1Test {
  private static final TronKey ONE = TronKey.of(Trc20.word(BigInteger.ONE));

  @Test
  void theSignatureIsThatOfThePublishedVector() {
    byte[] hash = Sha256.hash("Satoshi Nakamoto".getBytes(StandardCharsets.US_ASCII));
    String expected =
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
            + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";
    assertEquals(expected, HexFormat.of().formatHex(ONE.sign(hash), 0, 64));
  }

  @Test
  void anAddressIsTheKeysHash() {
    assertEquals("417e5f4552091a69125d5dfcb7b8c2659029395bdf", ONE.address().hex());
    assertEquals(
        "41a614f803b6fd780986a42c78ec9c7f77e6ded13c",
        TronAddress.parse("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t").hex());
  }

  @Test
  void aSignatureGivesItsSignerBackAndAChangedOneDoesNot() {
    long seed = 20_260_101;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var secret = new byte[32];
      random.nextBytes(secret);
      TronKey key = TronKey.of(secret);
      var hash = new byte[32];
      random.nextBytes(hash);
      byte[] signature = key.sign(hash);
      assertEquals(Optional.of(key.address()), Secp256k1.recover(hash, signature));
      byte[] high = signature.clone();
      high[64] = (byte) (high[64] + 27);
      assertEquals(Optional.of(key.address()), Secp256k1.recover(hash, high));
      signature[random.nextInt(65)] ^= (byte) (1 << random.nextInt(2));
      assertNotEquals(Optional.of(key.address()), Secp256k1.recover(hash, signature));
    }
  }

  @Test
  void aMistypedAddressIsNoticed() {
    String good = ONE.address().toString();
    assertEquals(ONE.address(), TronAddress.parse(good));
    for (int i = 0; i < good.length(); i++) {
      char[] bad = good.toCharArray();
      bad[i] = bad[i] == '2' ? '3' : '2';
      assertThrows(IllegalArgumentException.class, () -> TronAddress.parse(String.valueOf(bad)));
    }
    assertThrows(IllegalArgumentException.class, () -> TronAddress.parse("0" + good));
    assertThrows(IllegalArgumentException.class, () -> TronAddress.parse(""));
  }

  @Test
  void base58KeepsLeadingZeros() {
    byte[] bytes = {0, 0, 7, 1};
    assertArrayEquals(bytes, Base58.decode(Base58.encode(bytes)));
    assertArrayEquals(new byte[3], Base58.decode(Base58.encode(new byte[3])));
  }

  @Test
  void noNumberOutsideTheCurveIsAKey() {
    assertThrows(IllegalArgumentException.class, () -> TronKey.of(new byte[32]));
    var over = new byte[32];
    Arrays.fill(over, (byte) 0xff);
    assertThrows(IllegalArgumentException.class, () -> TronKey.of(over));
  }
}
