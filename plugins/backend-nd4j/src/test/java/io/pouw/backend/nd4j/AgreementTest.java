package io.pouw.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.network.ExternalNetwork;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.plugin.TensorProgram;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The backend against the reproducible kernels, on random networks. */
class AgreementTest {
  private static final double TOLERANCE = 1e-4;
  private static final int NETWORKS = 8;
  private static final long SEED = 20_261_121;

  private final Nd4jBackend backend = new Nd4jBackend();

  /** A small presentable model, to ask whether the backend runs here at all. */
  @BeforeEach
  void nativeCodeIsThere() {
    byte[] any =
        RandomNetwork.json("vectors", "softmax_cross_entropy", random())
            .getBytes(StandardCharsets.UTF_8);
    List<String> problems = backend.problems(any);
    assumeTrue(problems.isEmpty(), problems::toString);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "vectors, softmax_cross_entropy",
    "vectors, mean_squared_error",
    "vectors, binary_cross_entropy",
    "images, softmax_cross_entropy",
    "sequences, softmax_cross_entropy",
    "bags, softmax_cross_entropy",
  })
  void outputsLossAndGradientAreThoseOfTheReproducibleKernels(String kind, String loss) {
    RandomGenerator random = random();
    for (int i = 0; i < NETWORKS; i++) {
      String json = RandomNetwork.json(kind, loss, random);
      ModelSpec spec = ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
      String which = "seed " + SEED + ": " + json;
      long data = random.nextLong();
      var network = Network.of(spec);
      var ours = new Workspace(network, spec, KernelPath.fastest());
      TensorProgram program = backend.open(json.getBytes(StandardCharsets.UTF_8), spec.batchSize());
      var theirs =
          new Workspace(network, spec, KernelPath.fastest().newKernels(), external(program));
      Run expected = run(ours, spec, data);
      Run actual = run(theirs, spec, data);
      assertEquals(expected.loss, actual.loss, TOLERANCE * Math.max(1, expected.loss), which);
      assertClose(expected.outputs, actual.outputs, "outputs, " + which);
      assertClose(expected.gradients, actual.gradients, "gradients, " + which);
    }
  }

  static ExternalNetwork external(TensorProgram program) {
    return new ExternalNetwork() {
      @Override
      public void forward(float[] parameters, float[] features, float[] outputs) {
        program.forward(parameters, features, outputs);
      }

      @Override
      public double differentiate(
          float[] parameters,
          float[] features,
          float[] targets,
          List<float[]> dropout,
          float[] gradients) {
        return program.differentiate(parameters, features, targets, dropout, gradients);
      }
    };
  }

  private record Run(double loss, float[] gradients, float[] outputs) {}

  /** The same parameters, batch and mask for everybody. */
  private static Run run(Workspace workspace, ModelSpec spec, long seed) {
    RandomGenerator random = random();
    for (long i = Math.floorMod(seed, 97L); i > 0; i--) random.nextLong();
    float[] parameters = workspace.parameters();
    for (int i = 0; i < parameters.length; i++) parameters[i] = random.nextFloat() - 0.5f;
    RandomNetwork.features(spec, random, workspace.features());
    float[] targets = workspace.targets();
    for (int i = 0; i < targets.length; i++) targets[i] = random.nextInt(spec.dataset().classes());
    workspace.begin(Hash.sha256(new byte[] {3}));
    double loss = workspace.differentiate();
    workspace.forward();
    return new Run(loss, workspace.gradients(), workspace.outputs());
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  }

  private static void assertClose(float[] expected, float[] actual, String which) {
    double greatest = 1e-3;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
    }
    double share = difference / greatest;
    assertTrue(share <= TOLERANCE, () -> "%.2g of the greatest: %s".formatted(share, which));
  }
}
