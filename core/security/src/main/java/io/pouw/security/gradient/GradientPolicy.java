package io.pouw.security.gradient;

import java.util.Map;

/**
 * How updates are judged, and when a worker is named.
 *
 * @param byzantineTolerance {@value #BYZANTINE_TOLERANCE}: the share of a round's workers that may
 *     stand out, 0 to 0.5, before the round itself is in doubt
 * @param sensitivity {@value #SENSITIVITY}, 0 to 1: decides the {@link #limit}
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

  /** Rounds with an anomaly before a worker is named. */
  public static final int LEAST_ROUNDS = 3;

  /** A worker is named when its reputation falls below. */
  public static final double LEAST_REPUTATION = 0.5;

  public static final GradientPolicy DEFAULTS = new GradientPolicy(0.25, 0.8, 0.9, 0.5, 0.3, 0.02);

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
   * The policy of a node's settings by name; the default for those that are not there.
   *
   * @throws IllegalArgumentException naming a setting that is no number in its range
   */
  public static GradientPolicy of(Map<String, String> settings) {
    return of(
        number(settings, BYZANTINE_TOLERANCE, DEFAULTS.byzantineTolerance),
        number(settings, SENSITIVITY, DEFAULTS.sensitivity));
  }

  /**
   * {@code 21 - 20 * sensitivity}, so 5 by default: how many times the median a length or distance
   * may be, or be contained in it, and by how many robust deviations a cosine may fall short of the
   * median. Lengths of honest workers differ by a factor of two and more for a whole training,
   * since some have easy data; so a ratio is the measure there, not a deviation.
   */
  public double limit() {
    return 21 - 20 * sensitivity;
  }

  private static double number(Map<String, String> settings, String name, double preset) {
    String text = settings.get(name);
    if (text == null) return preset;
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "setting %s is '%s', expected a number".formatted(name, text), e);
    }
  }

  private static void require(String name, double value, double most) {
    if (!(value >= 0 && value <= most))
      throw new IllegalArgumentException(
          "%s: is %s, expected a number from 0 to %s".formatted(name, value, most));
  }
}
