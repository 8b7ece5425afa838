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
 * An adversary of the demo: a task type whose programs are not what they seem. Only what a miner
 * uses differs from the honest type.
 */
record DishonestTaskType(TaskType honest, Opener opener) implements TaskType {
  /** Opens a program of the honest type and does with it what it likes. */
  @FunctionalInterface
  interface Opener {
    TaskProgram open(TaskType honest, byte[] spec, Map<String, byte[]> training, Hash seed);
  }

  /** Saves itself the training, from a round on. */
  static DishonestTaskType forging(TaskType honest, int fromRound) {
    return new DishonestTaskType(
        honest,
        (type, spec, training, seed) ->
            new ForgingProgram(type.open(spec, training, seed), fromRound));
  }

  /** Spoils its private data, or what it learns from it. */
  static DishonestTaskType poisoning(TaskType honest, Poison poison) {
    return new DishonestTaskType(
        honest,
        (type, spec, own, seed) ->
            new PoisoningProgram(type.open(spec, poisoned(poison, own), seed), poison));
  }

  private static Map<String, byte[]> poisoned(Poison poison, Map<String, byte[]> own) {
    return switch (poison) {
      case LABEL_FLIP -> PoisonedData.labelsFlipped(own);
      case BACKDOOR -> PoisonedData.marked(own);
      case SIGN_FLIP, SCALED, GAUSSIAN, ALIE, IPM, MIMIC, ZERO, NAN -> own;
    };
  }

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
    return opener.open(honest, spec, training, effectiveSeed);
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
