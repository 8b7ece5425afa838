package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A validator's signed statement that it finds a proposal invalid, and why. It is no vote and
 * promises nothing: it explains, and lets the others give the view up without waiting.
 *
 * @param view in which the block was proposed
 * @param blockId the block
 * @param reason for people, at most {@value #MAX_REASON_BYTES} bytes
 * @param validator index of the one who says so
 * @param signature over {@link #message}
 */
public record Rejection(long view, Hash blockId, String reason, int validator, Signature signature)
    implements Encodable {
  static final int MAX_REASON_BYTES = 256;

  /** Stands where a vote's kind does, so that no signature of one passes for the other. */
  private static final int KIND = 3;

  public static Rejection decode(Decoder in) {
    return new Rejection(
        in.u63(), in.hash(), in.text(MAX_REASON_BYTES), in.u32(), Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(view).hash(blockId).text(reason).u32(validator).put(signature);
  }

  /** Signs a rejection; a reason that is too long loses its end. */
  public static Rejection sign(
      Hash chainId, VoteSigner signer, int self, long view, Hash blockId, String reason) {
    String said = shortened(reason);
    return new Rejection(
        view, blockId, said, self, signer.sign(message(chainId, view, blockId, said)));
  }

  private static String shortened(String reason) {
    int end = Math.min(reason.length(), MAX_REASON_BYTES);
    while (reason.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES)
      end--;
    boolean split =
        end > 0 && end < reason.length() && Character.isHighSurrogate(reason.charAt(end - 1));
    return reason.substring(0, split ? end - 1 : end);
  }

  /** The bytes that are signed in the domain {@link io.pouw.primitives.Domain#VOTE}. */
  static byte[] message(Hash chainId, long view, Hash blockId, String reason) {
    return new Encoder().hash(chainId).u8(KIND).i64(view).hash(blockId).text(reason).toBytes();
  }

  /** Why it does not count, or nothing if it does. Checks the signature last. */
  Optional<String> check(Hash chainId, ValidatorSet validators, VoteVerifier verifier) {
    if (validator >= validators.size())
      return Optional.of("there is no validator " + validator + " of " + validators.size());
    byte[] message = message(chainId, view, blockId, reason);
    return verifier.verifies(validators.get(validator).key(), message, signature)
        ? Optional.empty()
        : Optional.of("its signature is not that of validator " + validator + " on this chain");
  }

  @Override
  public String toString() {
    return "rejection of block %s in view %d by %d: %s"
        .formatted(blockId.abbreviated(), view, validator, reason);
  }
}
