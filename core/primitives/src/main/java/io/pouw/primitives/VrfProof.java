package io.pouw.primitives;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A proof of the verifiable random function {@link Vrf}, 80 bytes: a point Gamma, a challenge and a
 * response (RFC 9381, section 5.1). Any 80 bytes can be held; {@link Vrf#verify} judges them.
 */
public final class VrfProof implements Encodable {
  public static final int BYTES = 80;
  private static final int CHALLENGE_AT = EdwardsPoint.BYTES;
  private static final int RESPONSE_AT = CHALLENGE_AT + Vrf.CHALLENGE_BYTES;

  private final byte[] value;

  private VrfProof(byte[] value) {
    this.value = value;
  }

  public static VrfProof of(byte[] value) {
    if (value.length != BYTES)
      throw new IllegalArgumentException(
          "a VRF proof has " + BYTES + " bytes, not " + value.length);
    return new VrfProof(value.clone());
  }

  static VrfProof of(byte[] gamma, byte[] challenge, byte[] response) {
    byte[] value = Arrays.copyOf(gamma, BYTES);
    System.arraycopy(challenge, 0, value, CHALLENGE_AT, Vrf.CHALLENGE_BYTES);
    System.arraycopy(response, 0, value, RESPONSE_AT, Vrf.SCALAR_BYTES);
    return new VrfProof(value);
  }

  public static VrfProof decode(Decoder in) {
    return new VrfProof(in.fixed(BYTES));
  }

  byte[] gamma() {
    return Arrays.copyOf(value, CHALLENGE_AT);
  }

  byte[] challenge() {
    return Arrays.copyOfRange(value, CHALLENGE_AT, RESPONSE_AT);
  }

  byte[] response() {
    return Arrays.copyOfRange(value, RESPONSE_AT, BYTES);
  }

  /**
   * The random value that this proof stands for, without a check: only for a proof that one has
   * made or verified.
   *
   * @throws IllegalArgumentException if no proof has these bytes
   */
  public Hash output() {
    return EdwardsPoint.decode(gamma())
        .map(gamma -> Vrf.output(Vrf.beta(gamma)))
        .orElseThrow(() -> new IllegalArgumentException("not a VRF proof: " + this));
  }

  @Override
  public void encode(Encoder out) {
    out.fixed(value);
  }

  @Override
  public byte[] toBytes() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VrfProof proof && Arrays.equals(value, proof.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(value);
  }
}
