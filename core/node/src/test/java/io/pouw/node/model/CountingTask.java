package io.pouw.node.model;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small real task type: adds hashes of state, data and unit to a state of 40,000 bytes. */
public final class CountingTask implements TaskType {
  static final int STATE_BYTES = 40_000;
  static final TaskPlan PLAN = new TaskPlan(4, 2, 2, 1_000, 100_000);

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public List<String> problems(byte[] spec) {
    return List.of();
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    return PLAN;
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    byte[] data = training.get("rows");
    if (data == null) throw new IllegalArgumentException("the part 'rows' is missing");
    return new Program(data, effectiveSeed);
  }

  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    byte[] rows = test.get("rows");
    if (rows == null) throw new IllegalArgumentException("the part 'rows' is missing");
    return new Scores((state[0] & 0xff) + 100, 1_000, rows.length);
  }

  @Override
  public List<Integer> inputShape(byte[] spec) {
    return List.of(28, 28);
  }

  /** The row of tenths with the most light. */
  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    var scores = new Float[10];
    Arrays.fill(scores, 0f);
    for (int i = 0; i < input.length; i++) scores[i * 10 / input.length] += input[i];
    int best = 0;
    for (int i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
    return new Prediction(best, List.of(scores));
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return "counter " + stateOffset;
  }

  private record Program(byte[] data, Hash seed) implements TaskProgram {
    @Override
    public TaskPlan plan() {
      return PLAN;
    }

    @Override
    public byte[] init() {
      return new byte[STATE_BYTES];
    }

    @Override
    public byte[] work(byte[] state, UnitId unit) {
      return Hash.of(Domain.UNIT, seed.toBytes(), data, state, unit.toBytes()).toBytes();
    }

    @Override
    public Optional<String> reject(byte[] update) {
      return update.length == Hash.BYTES ? Optional.empty() : Optional.of("not a hash");
    }

    @Override
    public byte[] combine(byte[] state, int round, List<byte[]> updates) {
      byte[] next = state.clone();
      for (byte[] update : updates)
        for (int i = 0; i < next.length; i++) next[i] += update[i % update.length];
      return next;
    }

    @Override
    public float loss(byte[] update) {
      return update[0] & 0xff;
    }
  }
}
