package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VrfTest {
  private static final byte[] ALPHA = {1, 2, 3};
  private static final KeyPair KEY = KeyPair.fromSeed(new byte[32]);

  /** RFC 9381, appendix B.3, examples 16 to 18: key, public key, input, H, pi, beta. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "91bbed02a99461df1ad4c6564a5f5d829d0b90cfc7903e7a5797bd658abf3318,"
        + "8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f"
        + "26f8a57ccaed74ee1b190bed1f479d9727d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805,"
        + "90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff"
        + "66b71dda49d2de59d03450451af026798e8f81cd2e333de5cdf4f3e140fdd8ae",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "5b659fc3d4e9263fd9a4ed1d022d75eaacc20df5e09f9ea937502396598dc551,"
        + "f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed593"
        + "3bf0864a62558b3ed7f2fea45c92a465301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02,"
        + "eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb"
        + "5e33821bc613efb94db5e5b54c70a848a0bef4553a41befc57663b56373a5031",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "bf4339376f5542811de615e3313d2b36f6f53c0acfebb482159711201192576a,"
        + "9bc0f79119cc5604bf02d23b4caede71393cedfbb191434dd016d30177ccbf80"
        + "96bb474e53895c362d8628ee9f9ea3c0e52c7a5c691b6c18c9979866568add7a2d41b00b05081ed0f58ee5e31b3a970e,"
        + "645427e5d00c62a23fb703732fa5d892940935942101e456ecca7bb217c61c45"
        + "2118fec1219202a0edcf038bb6373241578be7217ba85a2687f7a0310b2df19f"
  })
  void theVectorsOfRfc9381Hold(
      String seed, String publicKey, String input, String hashed, String pi, String beta) {
    KeyPair key = KeyPair.fromSeed(hex(seed));
    byte[] alpha = hex(input);
    assertEquals(publicKey, key.publicKey().toString());
    assertEquals(hashed, hex(Vrf.encodeToCurve(hex(publicKey), alpha).encode()));
    VrfProof proof = Vrf.prove(key, alpha);
    assertEquals(pi, proof.toString());
    assertEquals(
        beta, Vrf.verifiedBeta(key.publicKey(), alpha, proof).map(VrfTest::hex).orElse("refused"));
    assertEquals(Optional.of(proof.output()), Vrf.verify(key.publicKey(), alpha, proof));
    assertEquals(Hash.of(Domain.BEACON, hex(beta)), proof.output());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anIndependentImplementationProvesTheSameBytes(long seed) {
    var random = new Random(seed);
    byte[] secret = randomBytes(random, 32);
    byte[] alpha = randomBytes(random, 100);
    assertArrayEquals(
        ReferenceVrf.prove(secret, alpha), Vrf.prove(KeyPair.fromSeed(secret), alpha).toBytes());
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12, 13, 14, 15, 16, 17})
  void aProofHoldsForItsKeyAndInputOnly(long seed) {
    var random = new Random(seed);
    KeyPair key = KeyPair.fromSeed(randomBytes(random, 32));
    KeyPair stranger = KeyPair.fromSeed(randomBytes(random, 32));
    byte[] alpha = randomBytes(random, random.nextInt(64));
    byte[] longer = Arrays.copyOf(alpha, alpha.length + 1);
    VrfProof proof = Vrf.prove(key, alpha);
    assertEquals(proof, Vrf.prove(key, alpha));
    assertEquals(Optional.of(proof.output()), Vrf.verify(key.publicKey(), alpha, proof));
    assertTrue(Vrf.verify(stranger.publicKey(), alpha, proof).isEmpty());
    assertTrue(Vrf.verify(key.publicKey(), longer, proof).isEmpty());
    assertNotEquals(proof.output(), Vrf.prove(key, longer).output());
    assertNotEquals(proof.output(), Vrf.prove(stranger, alpha).output());
  }

  @Test
  void aProofWithAnyBitFlippedIsRefused() {
    byte[] good = Vrf.prove(KEY, ALPHA).toBytes();
    for (int bit = 0; bit < good.length * 8; bit += 3) {
      byte[] bad = good.clone();
      bad[bit >> 3] ^= (byte) (1 << (bit & 7));
      assertTrue(Vrf.verify(KEY.publicKey(), ALPHA, VrfProof.of(bad)).isEmpty(), "bit " + bit);
    }
  }

  @Test
  void aResponseThatIsNotReducedIsRefused() {
    byte[] bad = Vrf.prove(KEY, ALPHA).toBytes();
    BigInteger response = ReferenceCurve.number(Arrays.copyOfRange(bad, 48, 80));
    byte[] sameScalar = ReferenceCurve.littleEndian(response.add(ReferenceCurve.ORDER), 32);
    System.arraycopy(sameScalar, 0, bad, 48, 32);
    assertTrue(Vrf.verify(KEY.publicKey(), ALPHA, VrfProof.of(bad)).isEmpty());
  }

  /**
   * Under a key of small order, Gamma = the identity, U = kB, V = kH, s = k would pass for every
   * input if the key were not validated: one output, chosen before.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
      })
  void aKeyOfSmallOrderIsRefused(String key) {
    assertTrue(EdwardsPoint.decode(hex(key)).orElseThrow().timesCofactor().isIdentity());
    ReferenceCurve.Point hashed = ReferenceVrf.encodeToCurve(hex(key), ALPHA);
    BigInteger nonce = BigInteger.valueOf(123456789);
    byte[] identity = ReferenceCurve.IDENTITY.encode();
    byte[] challenge =
        ReferenceVrf.challenge(
            hex(key),
            hashed.encode(),
            identity,
            ReferenceCurve.BASE.times(nonce).encode(),
            hashed.times(nonce).encode());
    VrfProof forged = VrfProof.of(identity, challenge, ReferenceCurve.littleEndian(nonce, 32));
    assertTrue(Vrf.verify(PublicKey.parse(key), ALPHA, forged).isEmpty());
  }

  @Test
  void aKeyOrGammaThatIsNoPointIsRefused() {
    byte[] two = new byte[32];
    two[0] = 2;
    assertTrue(EdwardsPoint.decode(two).isEmpty());
    VrfProof proof = Vrf.prove(KEY, ALPHA);
    assertTrue(Vrf.verify(PublicKey.of(two), ALPHA, proof).isEmpty());
    byte[] bad = proof.toBytes();
    System.arraycopy(two, 0, bad, 0, 32);
    assertTrue(Vrf.verify(KEY.publicKey(), ALPHA, VrfProof.of(bad)).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> VrfProof.of(bad).output());
  }

  @Test
  void aProofIsEightyBytesAndRoundTrips() {
    VrfProof proof = Vrf.prove(KEY, ALPHA);
    assertEquals(80, proof.toBytes().length);
    assertEquals(proof, Decoder.whole(proof.toBytes(), VrfProof::decode));
    assertThrows(IllegalArgumentException.class, () -> VrfProof.of(new byte[79]));
    assertThrows(CodecException.class, () -> Decoder.whole(new byte[81], VrfProof::decode));
    assertFalse(proof.equals(VrfProof.of(new byte[80])));
  }

  private static byte[] randomBytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
