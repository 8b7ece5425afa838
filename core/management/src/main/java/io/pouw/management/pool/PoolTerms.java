package io.pouw.management.pool;

import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.Locale;

/**
 * What the members of a pool agree to.
 *
 * @param scheme by which a pot is divided
 * @param windowGigaflop the N of PPLNS in 10^9 floating-point operations, 1 to 2^50
 * @param feePpm what the operator keeps of each pot, in parts per million, at most {@value
 *     #MAX_FEE_PPM}
 * @param maxMembers {@value #MIN_MEMBERS} to {@value #MAX_MEMBERS}
 * @param federated whether accepted federated work counts, which nobody can prove
 */
public record PoolTerms(
    Scheme scheme, long windowGigaflop, long feePpm, int maxMembers, boolean federated)
    implements Encodable {
  /** With fewer a pool pays nobody. */
  public static final int MIN_MEMBERS = 3;

  public static final int MAX_MEMBERS = 100;

  /** Half: who keeps more is no pool. */
  public static final long MAX_FEE_PPM = Amounts.PPM / 2;

  private static final long MAX_WINDOW = 1L << 50;

  public PoolTerms {
    within("window in gigaflop", windowGigaflop, 1, MAX_WINDOW);
    within("fee in parts per million", feePpm, 0, MAX_FEE_PPM);
    within("most members", maxMembers, MIN_MEMBERS, MAX_MEMBERS);
  }

  static PoolTerms decode(Decoder in) {
    try {
      return new PoolTerms(in.constant(Scheme.values()), in.u63(), in.u63(), in.u32(), in.bool());
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.constant(scheme).i64(windowGigaflop).i64(feePpm).u32(maxMembers).bool(federated);
  }

  /** For people. */
  public String text() {
    return "%s%s, fee %d ppm, at most %d members%s"
        .formatted(
            scheme.name().toLowerCase(Locale.ROOT),
            scheme == Scheme.PPLNS ? ", window " + windowGigaflop + " gigaflop" : "",
            feePpm,
            maxMembers,
            federated ? ", federated work counts" : "");
  }

  private static void within(String what, long value, long low, long high) {
    if (value < low || value > high)
      throw new IllegalArgumentException(
          "pool terms: %s is %d, expected %d to %d".formatted(what, value, low, high));
  }
}
