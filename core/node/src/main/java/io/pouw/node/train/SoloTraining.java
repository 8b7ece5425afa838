package io.pouw.node.train;

import io.pouw.node.model.BadInputException;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import io.pouw.work.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A verified task done alone, round by round and slot by slot: its state has the bytes that a
 * network would give it under the same effective seed.
 */
public final class SoloTraining {
  /** Told of each round that is done. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param round counted from 0
     * @param loss mean of the training losses that the round's units report
     */
    void round(int round, double loss);
  }

  /**
   * What a training gave.
   *
   * @param losses of each round
   * @param seconds of wall time
   */
  public record Result(byte[] state, List<Double> losses, double seconds) {}

  private final TaskProgram program;

  /**
   * @throws BadInputException if the task cannot be done alone, or spec and data do not fit
   */
  public SoloTraining(
      TaskType type, byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    if (type.plan(spec, training).isFederated())
      throw new BadInputException(
          "the task is federated: each worker has data of its own; try it with pouw demo"
              + " --federated");
    program = type.open(spec, training, effectiveSeed);
    if (program.needsSecret())
      throw new BadInputException(
          "the task has differential privacy: its noise comes from its workers' secrets, which a"
              + " training alone does not have");
  }

  /** How the task is cut. */
  public TaskPlan plan() {
    return program.plan();
  }

  /**
   * Trains to the end.
   *
   * @param threads that do units at the same time; they do not change a byte
   */
  public Result run(int threads, Progress progress) {
    List<Double> losses = new ArrayList<>();
    long start = System.nanoTime();
    try (var pool = new UnitPool(threads)) {
      byte[] state =
          new Replay(program).run(units -> watched(units, pool, losses, progress), (_, _, _) -> {});
      return new Result(state, List.copyOf(losses), (System.nanoTime() - start) / 1e9);
    }
  }

  private List<byte[]> watched(
      List<Supplier<byte[]>> units, UnitPool pool, List<Double> losses, Progress progress) {
    List<byte[]> updates = pool.run(units);
    double loss = updates.stream().mapToDouble(program::loss).average().orElse(0);
    losses.add(loss);
    progress.round(losses.size() - 1, loss);
    return updates;
  }
}
