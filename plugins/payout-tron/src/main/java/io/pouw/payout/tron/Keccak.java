package io.pouw.payout.tron;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 with the padding of before SHA-3, as Ethereum and TRON use it. */
public final class Keccak {
  private Keccak() {}

  public static byte[] hash(byte[] data) {
    var digest = new KeccakDigest(256);
    digest.update(data, 0, data.length);
    var hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}
