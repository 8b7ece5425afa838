package io.pouw.task.smt;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.task.smt.sat.LratProof;
import java.util.Arrays;

/**
 * The update of a unit: what its miner claims of the obligation.
 *
 * @param verdict anything but {@link Verdict#OPEN}
 * @param effort that its miner counted, in units of the rlimit; for people, nothing depends on it
 * @param certificate of {@code SAT} a model as text; of {@code UNSAT} a proof, or nothing where Z3
 *     has decided; of {@code UNKNOWN} nothing
 */
record Claim(Verdict verdict, long effort, byte[] certificate) {
  static final int MAX_BYTES = LratProof.MAX_BYTES;
  private static final Verdict[] VERDICTS = Verdict.values();

  static Claim of(Verdict verdict, long effort) {
    return new Claim(verdict, effort, new byte[0]);
  }

  /**
   * Reads an update.
   *
   * @throws CodecException if it is none
   */
  static Claim decode(byte[] update) {
    return Decoder.whole(
        update,
        in -> {
          var claim = new Claim(in.constant(VERDICTS), in.u63(), in.bytes(MAX_BYTES));
          if (claim.verdict() == Verdict.OPEN) throw in.error("claims nothing");
          if (claim.verdict() == Verdict.UNKNOWN && claim.certificate().length > 0)
            throw in.error("has a certificate of what is unknown");
          return claim;
        });
  }

  byte[] toBytes() {
    return new Encoder(certificate.length + 24)
        .constant(verdict)
        .i64(effort)
        .bytes(certificate)
        .toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Claim claim
        && claim.verdict == verdict
        && claim.effort == effort
        && Arrays.equals(claim.certificate, certificate);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * verdict.hashCode() + Long.hashCode(effort)) + Arrays.hashCode(certificate);
  }

  @Override
  public String toString() {
    return verdict.text() + " with a certificate of " + certificate.length + " bytes";
  }
}
