package io.pouw.learning.federated;

/**
 * The setting of a trial; {@link #PAPER} is that of arXiv 2006.09365, section 6.
 *
 * @param workers n, all of them
 * @param byzantine f, the attackers among them; without an attack they are honest
 * @param iterations steps of the server
 * @param batch rows of a gradient
 * @param learningRate of the server
 * @param momentum beta of the workers: m becomes {@code beta * m + gradient}
 * @param alike whether the honest workers' data is drawn alike (i.i.d.) or sorted by label
 */
public record TrialSettings(
    int workers,
    int byzantine,
    int iterations,
    int batch,
    float learningRate,
    float momentum,
    boolean alike) {
  public static final TrialSettings PAPER = new TrialSettings(25, 5, 600, 32, 0.01f, 0.9f, false);

  public TrialSettings {
    require("workers", workers, 1, 1_024);
    require("byzantine", byzantine, 0, workers - 1);
    require("iterations", iterations, 1, 1_000_000);
    require("batch", batch, 1, 4_096);
    if (!(learningRate > 0) || !(momentum >= 0 && momentum < 1))
      throw new IllegalArgumentException(
          "learning rate %s and momentum %s: expected more than 0, and 0 to less than 1"
              .formatted(learningRate, momentum));
  }

  /** Workers who follow the protocol. */
  public int honest() {
    return workers - byzantine;
  }

  private static void require(String what, int value, int low, int high) {
    if (value < low || value > high)
      throw new IllegalArgumentException(
          "%s: is %d, expected %d to %d".formatted(what, value, low, high));
  }
}
