package io.pouw.node.plugin;

import io.pouw.plugin.Figures;
import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.TensorBackend;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Map;

/**
 * What a miner with a backend of its own works with: the backend for tasks whose class allows it,
 * which are the federated ones; a task of another class is refused with the reason. All that the
 * chain counts on comes from the reproducible kernels.
 */
record MinedTaskType(TaskType reproducible, TaskType backed, TensorBackend backend)
    implements TaskType {
  @Override
  public String name() {
    return reproducible.name();
  }

  @Override
  public String version() {
    return reproducible.version();
  }

  @Override
  public List<String> problems(byte[] spec) {
    return reproducible.problems(spec);
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    return reproducible.plan(spec, training);
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    backend
        .reproducibility()
        .refusal(plan(spec, training).regime())
        .ifPresent(reason -> {
          throw new IllegalArgumentException(
              "the backend %s is not for this task: %s; mine it with backend kernels"
                  .formatted(backend.name(), reason));
        });
    return backed.open(spec, training, effectiveSeed);
  }

  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    return reproducible.evaluate(spec, state, test);
  }

  @Override
  public Figures figures(byte[] spec, Scores scores) {
    return reproducible.figures(spec, scores);
  }

  @Override
  public Figures measure(byte[] spec, byte[] state, Map<String, byte[]> test) {
    return reproducible.measure(spec, state, test);
  }

  @Override
  public List<Integer> inputShape(byte[] spec) {
    return reproducible.inputShape(spec);
  }

  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    return reproducible.predict(spec, state, input);
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return reproducible.describe(spec, stateOffset);
  }
}
