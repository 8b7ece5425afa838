package io.pouw.security.gradient;

/**
 * How updates are judged.
 *
 * @param byzantineTolerance {@value #BYZANTINE_TOLERANCE}: the share of a round's workers that may
 *     stand out, 0 to 0.5, before the round itself is in doubt
 * @param sensitivity {@value #SENSITIVITY}, 0 to 1: lengths and distances may be up to {@code 1 +
 *     20 * (1 - sensitivity)} times the median, or contained in it so many times; directions may
 *     fall short of the median cosine by {@code 1 + (1 - sensitivity)} of it, where 1 is a right
 *     angle and 2 opposite
 * @param decay what is left of a worker's suspicion after a round, 0 to 1
 * @param historyLimit the mean suspicion that is an anomaly by itself
 * @param penalty the part of its reputation that a worker loses by a round with an anomaly
 * @param recovery the part of what is missing that it regains by a round without
 */
public record GradientPolicy(
    double byzantineTolerance,
    double sensitivity,
    double decay,
    double historyLimit,
    double penalty,
    double recovery) {
  /** The names of the settings in a security policy. */
  public static final String BYZANTINE_TOLERANCE = "byzantine_tolerance.threshold";

  public static final String SENSITIVITY = "gradient_detector.sensitivity";

  public static final GradientPolicy DEFAULTS = new GradientPolicy(0.25, 0.8, 0.9, 0.5, 0.3, 0.05);

  public GradientPolicy {
    require(BYZANTINE_TOLERANCE, byzantineTolerance, 0.5);
    require(SENSITIVITY, sensitivity, 1);
    require("gradient_detector.decay", decay, 1);
    require("gradient_detector.history_limit", historyLimit, 1);
    require("gradient_detector.penalty", penalty, 1);
    require("gradient_detector.recovery", recovery, 1);
  }

  /** The defaults with the two settings of a custom security policy. */
  public static GradientPolicy of(double byzantineTolerance, double sensitivity) {
    return new GradientPolicy(
        byzantineTolerance,
        sensitivity,
        DEFAULTS.decay,
        DEFAULTS.historyLimit,
        DEFAULTS.penalty,
        DEFAULTS.recovery);
  }

  /**
   * How many times the median a length or distance may be, or be contained in it. Honest ones
   * differ much late in a training, when most gradients are small and a batch has a few hard
   * examples.
   */
  public double ratioLimit() {
    return 1 + 20 * (1 - sensitivity);
  }

  /** By what part of the median cosine a cosine may fall short of it. */
  public double directionLimit() {
    return 1 + (1 - sensitivity);
  }

  private static void require(String name, double value, double most) {
    if (!(value >= 0 && value <= most))
      throw new IllegalArgumentException(
          "%s: is %s, expected a number from 0 to %s".formatted(name, value, most));
  }
}
