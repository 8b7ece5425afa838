package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of training allocates nothing. */
class AllocationTest {
  private static final int BATCH = 16;
  private static final int MOST_WARM_STEPS = 3_000;

  /** Vectors that the compiler leaves as objects where it does not inline: chance decides that. */
  private static final long MOST_BOXES = 1 << 20;

  /** The parts of a team of two, one after the other: what a team's kernels allocate, shows. */
  private static final Team TURNS =
      new Team() {
        @Override
        public int size() {
          return 2;
        }

        @Override
        public void run(IntConsumer part) {
          part.accept(0);
          part.accept(1);
        }
      };

  private static final String PERCEPTRON =
      "[300]; {'type':'dense','units':64,'activation':'relu'},{'type':'dropout','rate':0.2},"
          + "{'type':'dense','units':5}";
  private static final String LENET =
      "[1,20,20]; {'type':'conv2d','filters':6,'kernel':5,'padding':2,'activation':'relu'},"
          + "{'type':'max_pool','size':2},{'type':'conv2d','filters':16,'kernel':5},"
          + "{'type':'average_pool','size':2},{'type':'flatten'},"
          + "{'type':'dense','units':32,'activation':'tanh'},{'type':'dense','units':5}";
  private static final String GPT =
      "[32]; {'type':'embedding','vocabulary':5,'units':32,'positions':true},"
          + "{'type':'residual','layers':[{'type':'layer_norm'},{'type':'attention','heads':2}]},"
          + "{'type':'residual','layers':[{'type':'layer_norm'},"
          + "{'type':'dense','units':64,'activation':'gelu'},{'type':'dense','units':32}]},"
          + "{'type':'dense','units':5}";

  @ParameterizedTest
  @CsvSource({
    "perceptron, 1",
    "perceptron, 2",
    "lenet, 1",
    "lenet, 2",
    "gpt, 1",
    "gpt, 2",
  })
  void aStepAllocatesNothing(String model, int threads) {
    // Without vectors, whose objects the compiler removes, every byte would be ours.
    assertEquals(0, bytesPerStep(model, threads, KernelPath.SCALAR, 2));
  }

  @ParameterizedTest
  @CsvSource({"perceptron, 1", "lenet, 1", "gpt, 2"})
  void aCompiledStepOnVectorsAllocatesNextToNothing(String model, int threads) {
    long bytes = bytesPerStep(model, threads, KernelPath.VECTOR, MOST_WARM_STEPS);
    assertTrue(bytes <= MOST_BOXES, bytes + " bytes in a step");
  }

  /** The least of several measurements, after at most so many steps. */
  private static long bytesPerStep(String model, int threads, KernelPath path, int mostSteps) {
    Workspace workspace = workspace(model, path, threads == 1 ? Team.ALONE : TURNS);
    double _ = workspace.step(0.001f);
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertTrue(bean.isThreadAllocatedMemoryEnabled(), "nothing is measured");
    long least = Long.MAX_VALUE;
    for (int step = 0; step < mostSteps && least > 0; step++) {
      long before = bean.getCurrentThreadAllocatedBytes();
      double loss = workspace.step(0.001f);
      least = Math.min(least, bean.getCurrentThreadAllocatedBytes() - before);
      if (!Double.isFinite(loss)) throw new AssertionError("the loss is " + loss);
    }
    return least;
  }

  private static Workspace workspace(String model, KernelPath path, Team team) {
    String[] parts =
        switch (model) {
          case "perceptron" -> PERCEPTRON.split("; ", 2);
          case "lenet" -> LENET.split("; ", 2);
          default -> GPT.split("; ", 2);
        };
    ModelSpec spec = spec(parts[0], parts[1]);
    var workspace = new Workspace(Network.of(spec), spec, path.newKernels(team));
    Hash seed = Hash.sha256(model.getBytes(StandardCharsets.UTF_8));
    float[] initial = Network.of(spec).initialise(seed);
    System.arraycopy(initial, 0, workspace.parameters(), 0, initial.length);
    float[] features = workspace.features();
    for (int i = 0; i < features.length; i++) features[i] = i * 7 % 5;
    for (int i = 0; i < workspace.targets().length; i++) workspace.targets()[i] = i % 5;
    workspace.begin(seed);
    return workspace;
  }

  private static ModelSpec spec(String shape, String layers) {
    int features = 1;
    for (String part : shape.substring(1, shape.length() - 1).split(",", -1))
      features *= Integer.parseInt(part);
    String json =
        """
        {"dataset": {"format": "csv", "classes": 5, "features": %d, "shape": %s, "scale": 255},
         "layers": [%s], "loss": "softmax_cross_entropy",
         "optimizer": {"type": "adamw", "learning_rate": 0.001},
         "batch_size": %d, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
         "aggregation": "mean", "min_accuracy": 0, "seed": "allocation"}
        """
            .formatted(features, shape, layers, BATCH)
            .replace('\'', '"');
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
