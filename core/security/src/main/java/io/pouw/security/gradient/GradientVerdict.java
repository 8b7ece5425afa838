package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import io.pouw.security.AlertKind;
import io.pouw.security.SecurityAlert;
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
          case NON_FINITE -> "%.0f values are not finite";
          case NORM -> "the length is off the others' median by a factor of %.2f";
          case DIRECTION ->
              "the cosine to the robust mean falls short of the others' median by %.2f of it";
          case DISTANCE ->
              "the distance to the robust mean is off the others' median by a factor of %.2f";
          case HISTORY -> "the mean suspicion over the last rounds is %.2f";
        };
    return String.format(Locale.ROOT, "round %d: " + seen + ", limit %.2f", round, score, limit);
  }

  /** The alert for operators, named gradient_poisoning. */
  public SecurityAlert alert(long timestampMs) {
    return new SecurityAlert(
        AlertKind.GRADIENT_POISONING, worker, anomaly.label() + ": " + reason(), timestampMs);
  }
}
