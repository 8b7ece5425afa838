package io.pouw.primitives;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 verification with one meaning on every node. RFC 8032 leaves open what to do with points
 * of small order, points with a part of small order, and encodings that are not canonical, and
 * libraries differ there (Chalkias, Garillot, Nikolaenko: Taming the many EdDSAs, 2020): two nodes
 * that disagree about one signature disagree about a block. Here a signature {@code (R, S)} of a
 * key {@code A} holds exactly if
 *
 * <ul>
 *   <li>A and R are canonical encodings of points of the prime-order subgroup other than the
 *       neutral element, and S is below the group's order;
 *   <li>{@code [S]B = R + [k]A}.
 * </ul>
 *
 * <p>Both paths decide just that. Amazon Corretto's native code, where it is on the class path and
 * loads, checks the equation as an equality of encodings: with A of prime order that leaves for R
 * the one canonical encoding of a point of the subgroup. BouncyCastle multiplies the equation by a
 * small factor, so R's order has to be checked there. Whether a key is good is remembered, since
 * that costs as much as a verification.
 */
final class Ed25519Verification {
  /** The key's DER header (RFC 8410), before its 32 bytes. */
  private static final byte[] KEY_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] NEUTRAL = neutral();
  private static final String NATIVE_PROVIDER =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** Good keys that are kept, by a part of their bytes; a collision only forgets one. */
  private static final int REMEMBERED = 1 << 14;

  /** What verifies the equation. */
  private interface Equation {
    /** The equation with this key in it, which is good. */
    Keyed with(byte[] key);
  }

  /** The equation of one key. */
  private interface Keyed {
    boolean holds(byte[] message, byte[] signature);
  }

  /** A good key, and what is ready to verify with it. */
  private record Known(byte[] key, Keyed equation) {}

  private static final Optional<Equation> FAST = nativeEquation();
  private static final Ed25519Verification INSTANCE =
      new Ed25519Verification(FAST.orElse(Ed25519Verification::portable));

  private final Equation equation;
  private final AtomicReferenceArray<@Nullable Known> known =
      new AtomicReferenceArray<>(REMEMBERED);

  private Ed25519Verification(Equation equation) {
    this.equation = equation;
  }

  /** Whether the native path is in use. */
  static boolean isNative() {
    return FAST.isPresent();
  }

  /** The path for this machine. */
  static Ed25519Verification fastest() {
    return INSTANCE;
  }

  /** The path that every machine has. */
  static Ed25519Verification portableOnly() {
    return new Ed25519Verification(Ed25519Verification::portable);
  }

  /** Whether a 64-byte signature of a 32-byte key over a message holds. Any thread. */
  boolean verifies(byte[] key, byte[] message, byte[] signature) {
    if (Arrays.equals(signature, 0, 32, NEUTRAL, 0, 32)) return false;
    Known good = known(key);
    return good != null && good.equation().holds(message, signature);
  }

  private @Nullable Known known(byte[] key) {
    int slot = (key[0] & 0xff | (key[1] & 0xff) << 8) & REMEMBERED - 1;
    Known found = known.get(slot);
    if (found != null && Arrays.equals(found.key(), key)) return found;
    if (!isOfPrimeOrder(key)) return null;
    var made = new Known(key, equation.with(key));
    known.set(slot, made);
    return made;
  }

  /**
   * A canonical encoding of a point of the prime-order subgroup that is not the neutral element.
   */
  private static boolean isOfPrimeOrder(byte[] point) {
    return Ed25519.validatePublicKeyFull(point, 0);
  }

  private static Keyed portable(byte[] key) {
    return (message, signature) ->
        Ed25519.verify(signature, 0, key, 0, message, 0, message.length)
            && isOfPrimeOrder(Arrays.copyOf(signature, 32));
  }

  private static byte[] neutral() {
    byte[] point = new byte[32];
    point[0] = 1;
    return point;
  }

  /** Absent where the library is missing, does not load, or is not what it should be. */
  private static Optional<Equation> nativeEquation() {
    try {
      System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
      Object instance = Class.forName(NATIVE_PROVIDER).getField("INSTANCE").get(null);
      if (!(instance instanceof Provider provider)) return Optional.empty();
      KeyFactory keys = KeyFactory.getInstance("Ed25519", provider);
      Equation found = key -> nativeEquation(provider, keys, key);
      return isRight(found) ? Optional.of(found) : Optional.empty();
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError absent) {
      return Optional.empty();
    }
  }

  private static Keyed nativeEquation(Provider provider, KeyFactory keys, byte[] key) {
    byte[] der = Arrays.copyOf(KEY_HEADER, KEY_HEADER.length + key.length);
    System.arraycopy(key, 0, der, KEY_HEADER.length, key.length);
    java.security.PublicKey read;
    try {
      read = keys.generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException refused) {
      return (message, signature) -> false;
    }
    return (message, signature) -> {
      try {
        var verifier = java.security.Signature.getInstance("Ed25519", provider);
        verifier.initVerify(read);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException refused) {
        return false;
      }
    };
  }

  /** Signs with one library and verifies with the other, once, before it is trusted. */
  private static boolean isRight(Equation candidate) {
    byte[] seed = new byte[32];
    byte[] key = new byte[32];
    byte[] signature = new byte[64];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    Ed25519.sign(seed, 0, seed, 0, seed.length, signature, 0);
    Keyed keyed = candidate.with(key);
    boolean takesGood = keyed.holds(seed, signature);
    signature[0] ^= 1;
    return takesGood && !keyed.holds(seed, signature);
  }
}
