package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * How scores are computed. Rates are parts per million.
 *
 * @param weights of the factors in their order; they add up to 10^6
 * @param latencyTargetMicros the latency that is worth a half
 * @param tenureHalfBlocks the age in blocks that is worth a half
 * @param convictionCost how many held-up units one conviction outweighs
 * @param smoothing share of the latest period in the score, 1 to 10^6
 * @param decay what is left of a score after a period without one
 * @param confidenceHalf pieces of evidence at which a score is half certain
 */
public record ScoringTerms(
    List<Integer> weights,
    long latencyTargetMicros,
    long tenureHalfBlocks,
    int convictionCost,
    int smoothing,
    int decay,
    int confidenceHalf)
    implements Encodable {
  /**
   * Work and correctness are of the chain and weigh most; what one node measures weighs less; 100
   * ms is a usual round trip; ten thousand blocks are some hours to a day; a tenth fades a period.
   */
  public static final ScoringTerms DEFAULT =
      new ScoringTerms(
          List.of(350_000, 250_000, 150_000, 50_000, 100_000, 100_000),
          100_000,
          10_000,
          50,
          300_000,
          900_000,
          20);

  public ScoringTerms {
    weights = List.copyOf(weights);
    if (weights.size() != Factor.values().length
        || weights.stream().anyMatch(each -> each < 0)
        || weights.stream().mapToLong(Integer::longValue).sum() != Ppm.ONE)
      throw new IllegalArgumentException(
          "weights %s, expected %d that add up to 1,000,000"
              .formatted(weights, Factor.values().length));
    within("latency target in microseconds", latencyTargetMicros, 1, 60_000_000);
    within("half of tenure in blocks", tenureHalfBlocks, 1, 1L << 40);
    within("cost of a conviction", convictionCost, 1, 1_000_000);
    within("smoothing", smoothing, 1, Ppm.ONE);
    within("decay", decay, 0, Ppm.ONE);
    within("half of confidence", confidenceHalf, 1, 1_000_000);
  }

  static ScoringTerms decode(Decoder in) {
    try {
      return new ScoringTerms(
          in.list(Factor.values().length, Decoder::u32),
          in.u63(),
          in.u63(),
          in.u32(),
          in.u32(),
          in.u32(),
          in.u32());
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.list(weights, Encoder::u32).i64(latencyTargetMicros).i64(tenureHalfBlocks);
    out.u32(convictionCost).u32(smoothing).u32(decay).u32(confidenceHalf);
  }

  public int weight(Factor factor) {
    return weights.get(factor.position());
  }

  private static void within(String what, long value, long low, long high) {
    if (value < low || value > high)
      throw new IllegalArgumentException(
          "scoring: %s is %d, expected %d to %d".formatted(what, value, low, high));
  }
}
