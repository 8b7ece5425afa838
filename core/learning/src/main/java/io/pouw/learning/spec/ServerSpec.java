package io.pouw.learning.spec;

import java.util.Optional;

/**
 * What happens to the updates of a round beside their aggregation.
 *
 * @param mode in a specification {@code mode}: {@code "local_steps"} or {@code "gradient"}
 * @param optimizer that applies the aggregate of local steps; in a specification {@code
 *     server_optimizer}. Empty if the aggregate is added to the parameters, and in gradient mode,
 *     where the task's own optimiser is the server's
 * @param workerMomentum beta: what is aggregated is {@code beta * m + (1 - beta) * update}, m being
 *     the same of the round before (S. Karimireddy, L. He, M. Jaggi, "Learning from history for
 *     Byzantine robust optimization", ICML 2021, algorithm 1); 0 for the updates themselves
 * @param federated whether the workers' data is their own; then so is their momentum, and some of
 *     them may be away
 */
public record ServerSpec(
    Mode mode, Optional<OptimizerSpec> optimizer, float workerMomentum, boolean federated) {
  /** What an update is. */
  public enum Mode {
    /** The change that a unit's own steps of the optimiser make (federated averaging). */
    LOCAL_STEPS,
    /** The mean gradient of a unit's batches; the server's optimiser makes the step. */
    GRADIENT
  }

  /** The aggregate of local steps is added to the parameters. */
  public static final ServerSpec PLAIN =
      new ServerSpec(Mode.LOCAL_STEPS, Optional.empty(), 0f, false);

  /** Whether the state has the momentum of every slot. */
  public boolean keepsMomenta() {
    return workerMomentum > 0 && !federated;
  }
}
