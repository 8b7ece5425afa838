package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import java.util.Locale;

/**
 * An update that stands out.
 *
 * @param worker who sent it
 * @param round of the task, from 0
 * @param anomaly in what
 * @param score how much, in the anomaly's own measure; infinite where a comparison has no bound
 * @param limit the score from which on it stands out
 */
public record GradientVerdict(
    Address worker, long round, Anomaly anomaly, double score, double limit) {
  /** What was seen, with the values. */
  public String reason() {
    String seen =
        switch (anomaly) {
          case MALFORMED -> "%.0f values are not finite";
          case NORM -> "the length is off the others' median by a factor of %.2f";
          case DIRECTION ->
              "the cosine to the robust mean is %.2f robust deviations under the others' median";
          case DISTANCE ->
              "the distance to the robust mean is off the others' median by a factor of %.2f";
          case COPY -> "the update is all but the same as that of place %.0f in the round";
          case HISTORY -> "the mean suspicion over the last rounds is %.2f";
        };
    String text = "%s: round %d: %s".formatted(anomaly.label(), round, seen);
    return anomaly == Anomaly.COPY
        ? String.format(Locale.ROOT, text, score)
        : String.format(Locale.ROOT, text + ", limit %.2f", score, limit);
  }
}
