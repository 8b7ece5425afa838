package io.pouw.simulation;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task type whose units are wrong from some round on: what a cheating miner runs, and what a
 * verifier runs that colludes with it and finds its units valid.
 */
record ForgedWork(TaskType honest, int fromRound) implements TaskType {
  @Override
  public String name() {
    return honest.name();
  }

  @Override
  public String version() {
    return honest.version();
  }

  @Override
  public List<String> problems(byte[] spec) {
    return honest.problems(spec);
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    return honest.plan(spec, training);
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    return new Program(honest.open(spec, training, effectiveSeed), fromRound);
  }

  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    return honest.evaluate(spec, state, test);
  }

  @Override
  public List<Integer> inputShape(byte[] spec) {
    return honest.inputShape(spec);
  }

  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    return honest.predict(spec, state, input);
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return honest.describe(spec, stateOffset);
  }

  private record Program(TaskProgram honest, int fromRound) implements TaskProgram {
    @Override
    public TaskPlan plan() {
      return honest.plan();
    }

    @Override
    public byte[] init() {
      return honest.init();
    }

    @Override
    public byte[] work(byte[] state, UnitId unit) {
      byte[] update = honest.work(state, unit);
      if (unit.round() >= fromRound) update[Long.BYTES - 1] ^= 64;
      return update;
    }

    @Override
    public Optional<String> reject(byte[] update) {
      return honest.reject(update);
    }

    @Override
    public byte[] combine(byte[] state, int round, List<byte[]> updates) {
      return honest.combine(state, round, updates);
    }

    @Override
    public float loss(byte[] update) {
      return honest.loss(update);
    }
  }
}
