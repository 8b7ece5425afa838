package io.pouw.plugin;

import io.pouw.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.pf4j.ExtensionPoint;

/**
 * A kind of useful work: a deterministic, round-based computation. Same inputs, same bytes, on
 * every machine. Implementations are thread-safe and read no clock, file, socket or random source.
 *
 * <p>Data arrives as files by part name, already checked against their {@link DataManifest}.
 */
public interface TaskType extends ExtensionPoint {
  /** The name that a task's submission says, such as {@code neural}. */
  String name();

  /** Version of the code that defines the bytes; stands in every model's provenance. */
  String version();

  /**
   * Everything that is wrong with a spec (JSON, UTF-8), each with the place in it; empty if it is
   * good.
   */
  List<String> problems(byte[] spec);

  /**
   * A JSON Schema (2020-12) of its specs, for editors and forms. What it refuses, {@link #problems}
   * or {@link #plan} refuses too; empty if there is none.
   */
  default Optional<String> schema() {
    return Optional.empty();
  }

  /**
   * How a task is cut. That of a federated task depends on the spec alone.
   *
   * @throws IllegalArgumentException if spec or data do not fit, with the reason
   */
  TaskPlan plan(byte[] spec, Map<String, byte[]> training);

  /**
   * The computation of one task. A federated one can be opened without data, by those who combine
   * and score: it then does everything but work.
   *
   * @throws IllegalArgumentException if spec or data do not fit, with the reason
   */
  TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed);

  /**
   * Scores a state on test data.
   *
   * @throws IllegalArgumentException if state or data do not fit, with the reason
   */
  Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test);

  /** What scores of this task mean, by the names that its field has for them. */
  default Figures figures(byte[] spec, Scores scores) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", scores.accuracy());
    values.put("loss", scores.lossNano() / 1e9);
    return new Figures(values);
  }

  /**
   * All figures that suit the task; {@link #evaluate} is quicker and gives the few that count.
   *
   * @throws IllegalArgumentException if state or data do not fit, with the reason
   */
  default Figures measure(byte[] spec, byte[] state, Map<String, byte[]> test) {
    return figures(spec, evaluate(spec, state, test));
  }

  /**
   * This task type with its tensors computed by a backend: what a unit does, evaluations and
   * predictions, of specs that the backend has no {@link TensorBackend#problems} with. What cuts
   * tasks and combines updates stays as it is. Empty if it has no tensors.
   */
  default Optional<TaskType> on(TensorBackend backend) {
    return Optional.empty();
  }

  /** Shape of one input, such as 28 x 28. */
  List<Integer> inputShape(byte[] spec);

  /**
   * Applies a model to one input.
   *
   * @param input values in [0, 1], row by row, as many as {@link #inputShape} says
   */
  Prediction predict(byte[] spec, byte[] state, float[] input);

  /**
   * Where a byte of the state belongs, for error messages: such as {@code layer 0 weights, row 17}.
   */
  String describe(byte[] spec, long stateOffset);
}
