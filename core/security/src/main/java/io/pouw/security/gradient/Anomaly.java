package io.pouw.security.gradient;

import java.util.Locale;

/** In what an update stands out. */
public enum Anomaly {
  /** It has a value that is not finite, or is no update at all. */
  MALFORMED,
  /** Its length is a multiple, or a fraction, of the others'. */
  NORM,
  /** It points away from where the others point. */
  DIRECTION,
  /** It is much farther from the robust mean than the others are, or much nearer than chance. */
  DISTANCE,
  /** It is all but the same as another of the round. */
  COPY,
  /** Nothing alone, but its worker comes near the limits round after round. */
  HISTORY;

  /** The name in alerts and at the API, such as {@code norm}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
