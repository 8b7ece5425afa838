package io.pouw.payout.tron;

import io.pouw.primitives.Hash;

/** SHA-256 as bytes. */
public final class Sha256 {
  private Sha256() {}

  public static byte[] hash(byte[] data) {
    return Hash.sha256(data).toBytes();
  }
}
