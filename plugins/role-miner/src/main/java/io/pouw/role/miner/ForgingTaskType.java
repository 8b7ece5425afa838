package io.pouw.role.miner;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Map;

/**
 * The adversary of the demo: a task type that seems to work and saves itself the training. Only
 * what a miner uses differs from the honest type.
 */
record ForgingTaskType(TaskType honest, int fromRound) implements TaskType {
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
    return new ForgingProgram(honest.open(spec, training, effectiveSeed), fromRound);
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
}
