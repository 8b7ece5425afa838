package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** Every path gives the same verdict, above all where libraries are known to differ. */
class Ed25519VerificationTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final List<Ed25519Verification> PATHS =
      List.of(Ed25519Verification.fastest(), Ed25519Verification.portableOnly());

  /** The order of the prime-order subgroup. */
  private static final BigInteger L =
      new BigInteger(
          "7237005577332262213973186563042994240857116359379907606001950938285454250989");

  private record Case(String message, String key, String signature) {}

  /**
   * The twelve cases of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, SSR 2020, table
   * 5; github.com/novifinancial/ed25519-speccheck): points of small and mixed order, S out of
   * range, encodings that are not canonical. None is a signature of an honest signer.
   */
  private static final List<Case> SPECCHECK =
      List.of(
          new Case(
              "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a0000000000000000000000000000000000000000000000000000000000000000"),
          new Case(
              "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
              "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04"),
          new Case(
              "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
              "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e"),
          new Case(
              "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
              "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
              "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009"),
          new Case(
              "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
              "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
              "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09"),
          new Case(
              "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
              "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
              "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405"),
          new Case(
              "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
              "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
              "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514"),
          new Case(
              "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
              "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
              "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa19427e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22"),
          new Case(
              "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
              "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f"),
          new Case(
              "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
              "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908"),
          new Case(
              "e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b",
              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
              "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dca5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04"),
          new Case(
              "39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f",
              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
              "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dca5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04"));

  /** Case 3 alone has points of mixed order for both; the key's order is what refuses it. */
  @Test
  void noneOfTheCasesInWhichLibrariesDifferIsASignatureHere() {
    for (int i = 0; i < SPECCHECK.size(); i++) {
      Case each = SPECCHECK.get(i);
      for (Ed25519Verification path : PATHS)
        assertFalse(
            path.verifies(
                HEX.parseHex(each.key()),
                HEX.parseHex(each.message()),
                HEX.parseHex(each.signature())),
            "case " + i);
    }
  }

  @Test
  void thePathsAgreeOnGoodAndDamagedSignatures() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      byte[] seed = new byte[32];
      byte[] message = new byte[random.nextInt(100)];
      random.nextBytes(seed);
      random.nextBytes(message);
      byte[] key = new byte[32];
      byte[] signature = new byte[64];
      Ed25519.generatePublicKey(seed, 0, key, 0);
      Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
      for (Ed25519Verification path : PATHS) assertTrue(path.verifies(key, message, signature));
      byte[] damaged = signature.clone();
      damaged[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      for (Ed25519Verification path : PATHS) assertFalse(path.verifies(key, message, damaged));
      byte[] otherKey = key.clone();
      otherKey[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
      assertEquals(
          PATHS.get(0).verifies(otherKey, message, signature),
          PATHS.get(1).verifies(otherKey, message, signature));
    }
  }

  @Test
  void aSignatureWhoseSIsNotReducedIsRefused() {
    byte[] seed = new byte[32];
    byte[] key = new byte[32];
    byte[] signature = new byte[64];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    Ed25519.sign(seed, 0, seed, 0, 32, signature, 0);
    byte[] high = signature.clone();
    BigInteger s = littleEndian(signature, 32).add(L);
    for (int i = 0; i < 32; i++) high[32 + i] = s.shiftRight(8 * i).byteValue();
    for (Ed25519Verification path : PATHS) {
      assertTrue(path.verifies(key, seed, signature));
      assertFalse(path.verifies(key, seed, high));
    }
  }

  /** With a key of the attacker's making, R can be the neutral element: S = k a. */
  @Test
  void theNeutralElementAsRIsRefusedByEveryPath() {
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    byte[] seed = new byte[32];
    byte[] key = new byte[32];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    for (Ed25519Verification path : PATHS) {
      assertFalse(path.verifies(key, seed, java.util.Arrays.copyOf(neutral, 64)));
      assertFalse(path.verifies(neutral, seed, java.util.Arrays.copyOf(neutral, 64)));
    }
  }

  private static BigInteger littleEndian(byte[] bytes, int offset) {
    byte[] big = new byte[33];
    for (int i = 0; i < 32; i++) big[32 - i] = bytes[offset + i];
    return new BigInteger(big);
  }
}
