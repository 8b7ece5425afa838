package io.pouw.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.Reproducibility;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Hash;
import io.pouw.task.neural.NeuralTask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole small training of images, on the backend and on the reproducible kernels. */
class NeuralTaskOnNd4jTest {
  private static final byte[] SPEC =
      """
      {"dataset": {"format": "csv", "classes": 4, "features": 36, "shape": [6, 6], "scale": 16},
       "layers": [
        {"type": "conv2d", "filters": 4, "kernel": 3, "padding": "same", "activation": "relu"},
        {"type": "max_pool", "size": 2}, {"type": "flatten"},
        {"type": "dense", "units": 12, "activation": "tanh"},
        {"type": "dropout", "rate": 0.1}, {"type": "dense", "units": 4}],
       "loss": "softmax_cross_entropy",
       "optimizer": {"type": "momentum", "learning_rate": 0.05, "momentum": 0.9},
       "batch_size": 8, "local_steps": 6, "slots": 2, "rounds": 4, "checkpoint_rounds": 2,
       "aggregation": "mean", "min_accuracy": 0, "seed": "nd4j"}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Nd4jBackend backend = new Nd4jBackend();
  private final TaskType kernels = new NeuralTask();
  private final Map<String, byte[]> rows = Map.of("rows", stripes(160));

  @BeforeEach
  void nativeCodeIsThere() {
    List<String> problems = backend.problems(SPEC);
    assumeTrue(problems.isEmpty(), problems::toString);
  }

  @Test
  void trainingScoresAndPredictionsAreCloseToThoseOfTheKernels() {
    TaskType backed = kernels.on(backend).orElseThrow();
    byte[] expected = trained(kernels);
    byte[] actual = trained(backed);
    assertEquals(expected.length, actual.length);
    Scores ours = kernels.evaluate(SPEC, expected, rows);
    Scores theirs = backed.evaluate(SPEC, actual, rows);
    assertTrue(ours.accuracy() > 0.9, () -> "the kernels reach " + ours);
    assertEquals(ours.accuracy(), theirs.accuracy(), 0.02);
    assertEquals(ours.lossNano() / 1e9, theirs.lossNano() / 1e9, 5e-3);
    float[] input = new float[36];
    for (int i = 0; i < input.length; i++) input[i] = i % 4 == 2 ? 1f : 0f;
    Prediction one = kernels.predict(SPEC, expected, input);
    Prediction other = backed.predict(SPEC, expected, input);
    assertEquals(one.label(), other.label());
    for (int i = 0; i < 4; i++) assertEquals(one.scores().get(i), other.scores().get(i), 1e-4f);
  }

  @Test
  void theVersionSaysWhatComputedAndThatItIsPinned() {
    TaskType backed = kernels.on(backend).orElseThrow();
    assertEquals("1", kernels.version());
    assertEquals("1 on ND4J 1.0.0-M2.1, " + backend.reproducibility().words(), backed.version());
    assertTrue(!(backend.reproducibility() instanceof Reproducibility.Portable));
  }

  private byte[] trained(TaskType type) {
    TaskProgram program = type.open(SPEC, rows, Hash.ZERO);
    byte[] state = program.init();
    for (int round = 0; round < program.plan().rounds(); round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < program.plan().slots(); slot++)
        updates.add(program.work(state, new UnitId(round, slot)));
      state = program.combine(state, round, updates);
    }
    return state;
  }

  /** Images with a bright stripe where the class says, generated from a fixed seed. */
  private static byte[] stripes(int count) {
    var random = new SplittableRandom(3);
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int label = i % 4;
      for (int pixel = 0; pixel < 36; pixel++)
        text.append(pixel % 4 == label ? 10 + random.nextInt(7) : random.nextInt(6)).append(',');
      text.append(label).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
