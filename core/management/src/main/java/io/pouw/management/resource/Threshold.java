package io.pouw.management.resource;

/**
 * When an alert is raised and cleared. The gap between the two is the hysteresis: a value that
 * trembles around one limit gives one alert and not hundreds.
 *
 * @param raisePpm raised at this and above
 * @param clearPpm cleared at this and below; less than {@code raisePpm}
 * @param samples so many in a row, each time
 */
public record Threshold(int raisePpm, int clearPpm, int samples) {
  public Threshold {
    if (clearPpm < 0 || clearPpm >= raisePpm || raisePpm > 1_000_000 || samples < 1)
      throw new IllegalArgumentException(
          "raise at %d, clear at %d, %d samples: expected 0 <= clear < raise <= 1,000,000 and 1"
              .formatted(raisePpm, clearPpm, samples));
  }

  /** What is usual: a busy CPU is no trouble until it stays so, a full disk is one at once. */
  public static Threshold usual(Resource resource) {
    return switch (resource) {
      case CPU -> new Threshold(950_000, 850_000, 6);
      case MEMORY -> new Threshold(900_000, 850_000, 3);
      case DISK -> new Threshold(900_000, 880_000, 1);
      case NETWORK -> new Threshold(900_000, 700_000, 3);
    };
  }
}
