package io.pouw.management.worker;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Challenges that prove that a registration is fresh: random bytes and an expiry under a secret of
 * this registry. Nothing is remembered of those given out, so asking for many costs nobody
 * anything; those that were answered are remembered until they expire, so that each counts once.
 * Safe for use by many threads.
 */
public final class Challenges {
  public static final int RANDOM_BYTES = 16;
  private static final int MAC_BYTES = 32;

  /** Length of a challenge. */
  public static final int BYTES = RANDOM_BYTES + Long.BYTES + MAC_BYTES;

  static final int MAX_ANSWERED = 100_000;

  private final byte[] secret;
  private final Duration life;
  private final Map<String, Long> answered = new LinkedHashMap<>();

  /**
   * Challenges of one registry.
   *
   * @param secret at least 32 bytes from a secure generator, not kept anywhere
   * @param life how long each may be answered
   */
  public Challenges(byte[] secret, Duration life) {
    if (secret.length < MAC_BYTES)
      throw new IllegalArgumentException(
          "a secret of " + secret.length + " bytes, expected at least " + MAC_BYTES);
    this.secret = secret.clone();
    this.life = life;
  }

  /** A new challenge around random bytes of a secure generator. */
  public byte[] issue(byte[] random, long nowMs) {
    if (random.length != RANDOM_BYTES)
      throw new IllegalArgumentException(random.length + " random bytes, expected " + RANDOM_BYTES);
    byte[] content =
        ByteBuffer.allocate(RANDOM_BYTES + Long.BYTES)
            .put(random)
            .putLong(nowMs + life.toMillis())
            .array();
    return ByteBuffer.allocate(BYTES).put(content).put(mac(content)).array();
  }

  /** Until when a challenge may be answered. */
  public static long expiresAtMs(byte[] challenge) {
    return ByteBuffer.wrap(challenge).getLong(RANDOM_BYTES);
  }

  /**
   * Takes the answer to a challenge, once.
   *
   * @throws WorkerRefusedException if it is not one of these, too late, or was answered
   */
  public synchronized void redeem(byte[] challenge, long nowMs) {
    if (challenge.length != BYTES || !genuine(challenge))
      throw new WorkerRefusedException("the challenge is not of this registry: ask for one first");
    long expiry = expiresAtMs(challenge);
    if (nowMs > expiry)
      throw new WorkerRefusedException(
          "the challenge expired %d ms ago: ask for another".formatted(nowMs - expiry));
    forgetExpired(nowMs);
    if (answered.size() >= MAX_ANSWERED)
      throw new WorkerRefusedException(
          MAX_ANSWERED + " registrations in " + life + " already: try again later");
    if (answered.putIfAbsent(HexFormat.of().formatHex(challenge), expiry) != null)
      throw new WorkerRefusedException("the challenge was answered already: ask for another");
  }

  private boolean genuine(byte[] challenge) {
    byte[] content = Arrays.copyOf(challenge, RANDOM_BYTES + Long.BYTES);
    byte[] its = Arrays.copyOfRange(challenge, content.length, BYTES);
    return MessageDigest.isEqual(its, mac(content));
  }

  /** The order of answers is about that of expiry; what is left over goes a little later. */
  private void forgetExpired(long nowMs) {
    Iterator<Long> expiries = answered.values().iterator();
    while (expiries.hasNext() && expiries.next() < nowMs) expiries.remove();
  }

  private byte[] mac(byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
