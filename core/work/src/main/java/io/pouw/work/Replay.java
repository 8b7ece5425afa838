package io.pouw.work;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Does a whole task alone and honestly. Whatever network trained it, the states at the checkpoints
 * and the final state have to be these, byte for byte.
 */
public final class Replay {
  /** Told the state after each checkpoint's last round. */
  @FunctionalInterface
  public interface Listener {
    void checkpoint(int index, BlobId id, byte[] state);
  }

  /** Does the units of one round, on as many threads as it likes; answers in the given order. */
  @FunctionalInterface
  public interface UnitRunner {
    List<byte[]> run(List<Supplier<byte[]>> units);
  }

  private final TaskProgram program;
  private final Optional<UnitChain> chain;

  /** What the last unit of each slot left. */
  private final AtomicReferenceArray<byte[]> left;

  public Replay(TaskProgram program) {
    this.program = program;
    this.chain = program.chain();
    this.left = new AtomicReferenceArray<>(program.plan().slots());
  }

  /**
   * A replay from what a task's provenance says.
   *
   * @throws IllegalArgumentException if spec and data do not fit
   */
  public static Replay of(
      TaskType type, byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    return new Replay(type.open(spec, training, effectiveSeed));
  }

  /** The final state, computed on the caller's thread. */
  public byte[] run(Listener listener) {
    return run(units -> units.stream().map(Supplier::get).toList(), listener);
  }

  /** The final state. */
  public byte[] run(UnitRunner runner, Listener listener) {
    TaskPlan plan = program.plan();
    byte[] state = program.init();
    for (int checkpoint = 0; checkpoint < plan.checkpoints(); checkpoint++) {
      for (int round = plan.fromRound(checkpoint); round < plan.toRound(checkpoint); round++)
        state = program.combine(state, round, runner.run(units(state, round)));
      listener.checkpoint(checkpoint, BlobId.of(state), state);
    }
    return state;
  }

  private List<Supplier<byte[]>> units(byte[] state, int round) {
    boolean begins = chain.map(each -> each.earlier(state).isEmpty()).orElse(true);
    var units = new ArrayList<Supplier<byte[]>>();
    for (int slot = 0; slot < program.plan().slots(); slot++) {
      var unit = new UnitId(round, slot);
      units.add(
          chain.isPresent()
              ? () -> link(chain.get(), state, unit, begins)
              : () -> program.work(state, unit));
    }
    return units;
  }

  private byte[] link(UnitChain links, byte[] state, UnitId unit, boolean begins) {
    byte[] before = begins ? new byte[0] : left.get(unit.slot());
    UnitChain.Link link = links.work(state, unit, before);
    left.set(unit.slot(), link.left());
    return link.update();
  }
}
