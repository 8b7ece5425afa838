package io.pouw.plugin;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * How a model did on test data, in integers, so that evaluators agree to the bit.
 *
 * <p>Where there is no right and wrong, {@code correct} of {@code total} is a goodness that the
 * task type states, such as the share of a variance that a regression explains in parts per
 * million.
 *
 * @param correct answers that are right: rows, or tokens of a text
 * @param total answers, at least {@code correct}
 * @param lossNano mean loss in 10^-9
 */
public record Scores(long correct, long total, long lossNano) implements Encodable {
  public Scores {
    if (correct < 0 || total < 1 || correct > total || lossNano < 0)
      throw new IllegalArgumentException(
          "scores " + correct + " of " + total + ", loss " + lossNano);
  }

  public static Scores decode(Decoder in) {
    try {
      return new Scores(in.u63(), in.u63(), in.u63());
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.i64(correct).i64(total).i64(lossNano);
  }

  /** Accuracy in parts per million, rounded down. */
  public long accuracyPpm() {
    return correct * 1_000_000L / total;
  }

  public double accuracy() {
    return (double) correct / total;
  }
}
