package io.pouw.work;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.plugin.UpdateCheck;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A task type that combines wrongly while it is told to lie. */
record LyingCombiner(TaskType honest, BooleanSupplier lies) implements TaskType {
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
    return new Program(honest.open(spec, training, effectiveSeed), lies);
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

  private record Program(TaskProgram honest, BooleanSupplier lies) implements TaskProgram {
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
      return honest.work(state, unit);
    }

    @Override
    public boolean needsSecret() {
      return honest.needsSecret();
    }

    @Override
    public byte[] work(byte[] state, UnitId unit, UnitSecret secret) {
      return honest.work(state, unit, secret);
    }

    @Override
    public boolean opens(byte[] update, UnitSecret secret) {
      return honest.opens(update, secret);
    }

    @Override
    public Optional<UnitChain> chain() {
      return honest.chain();
    }

    @Override
    public boolean checksUpdates() {
      return honest.checksUpdates();
    }

    @Override
    public UpdateCheck check(byte[] state, UnitId unit, byte[] update) {
      return honest.check(state, unit, update);
    }

    @Override
    public Optional<String> reject(byte[] update) {
      return honest.reject(update);
    }

    @Override
    public byte[] combine(byte[] state, int round, List<byte[]> updates) {
      byte[] next = honest.combine(state, round, updates);
      if (lies.getAsBoolean()) next[next.length - 1]++;
      return next;
    }

    @Override
    public float loss(byte[] update) {
      return honest.loss(update);
    }
  }
}
