package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ed25519Test {
  private static final HexFormat HEX = HexFormat.of();
  private static final KeyPair KEY = KeyPair.fromSeed(new byte[32]);

  /** RFC 8032, section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void theVectorsOfRfc8032Hold(String seed, String publicKey, String message, String signature) {
    KeyPair key = KeyPair.fromSeed(HEX.parseHex(seed));
    byte[] text = HEX.parseHex(message);
    byte[] signed = new byte[Signature.BYTES];
    Ed25519.sign(key.seed(), 0, text, 0, text.length, signed, 0);
    assertEquals(publicKey, key.publicKey().toString());
    assertEquals(signature, HEX.formatHex(signed));
  }

  @Test
  void aSignatureIsThatOfRfc8032OverTheDomainSeparatedHash() {
    byte[] message = {1, 2, 3};
    byte[] digest = Hash.of(Domain.VOTE, message).toBytes();
    byte[] expected = new byte[Signature.BYTES];
    Ed25519.sign(KEY.seed(), 0, digest, 0, digest.length, expected, 0);
    assertArrayEquals(expected, KEY.sign(Domain.VOTE, message).toBytes());
  }

  @Test
  void aSignatureForOnePurposeDoesNotCountForAnother() {
    byte[] message = {1, 2, 3};
    Signature signature = KEY.sign(Domain.VOTE, message);
    assertTrue(KEY.publicKey().verifies(Domain.VOTE, message, signature));
    assertFalse(KEY.publicKey().verifies(Domain.BLOCK, message, signature));
    assertFalse(KEY.publicKey().verifies(Domain.VOTE, new byte[] {1, 2}, signature));
  }

  @Test
  void aForgedSignatureIsRefused() {
    byte[] message = {7};
    byte[] good = KEY.sign(Domain.BLOCK, message).toBytes();
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      assertFalse(KEY.publicKey().verifies(Domain.BLOCK, message, Signature.of(bad)), "byte " + i);
    }
    byte[] other = new byte[32];
    other[0] = 1;
    assertFalse(
        KeyPair.fromSeed(other).publicKey().verifies(Domain.BLOCK, message, Signature.of(good)));
  }

  @Test
  void keysAndSignaturesOfAnotherLengthAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> KeyPair.fromSeed(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> PublicKey.of(new byte[33]));
    assertThrows(IllegalArgumentException.class, () -> PublicKey.parse("d75a"));
    assertThrows(IllegalArgumentException.class, () -> Signature.of(new byte[63]));
  }

  @Test
  void aKeyPairNeverPrintsItsSeed() {
    byte[] seed = HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    assertFalse(KeyPair.fromSeed(seed).toString().contains("9d61"));
  }
}
