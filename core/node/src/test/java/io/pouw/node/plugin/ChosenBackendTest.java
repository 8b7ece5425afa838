package io.pouw.node.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.node.model.BadInputException;
import io.pouw.node.model.CountingTask;
import io.pouw.plugin.Reproducibility;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.TensorBackend;
import io.pouw.plugin.TensorProgram;
import io.pouw.primitives.Hash;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenBackendTest {
  private static final Map<String, byte[]> ROWS = Map.of("rows", new byte[9]);

  @TempDir Path folder;

  private final TaskType task = new CountingTask();

  /** A backend that knows no model; only its class counts here. */
  private record Classed(Reproducibility reproducibility) implements TensorBackend {
    @Override
    public String name() {
      return "classed";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public List<String> problems(byte[] spec) {
      return List.of("it knows no model");
    }

    @Override
    public TensorProgram open(byte[] spec, int batchSize) {
      throw new IllegalArgumentException("it knows no model");
    }
  }

  private TaskType mined(Reproducibility reproducibility) {
    return new MinedTaskType(task, task, new Classed(reproducibility));
  }

  @Test
  void aMinerIsRefusedAVerifiedTaskOnABackendWhoseClassIsNotPortable() {
    TaskType mined = mined(new Reproducibility.Pinned("Haswell", 1));
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> mined.open(new byte[0], ROWS, Hash.ZERO));
    assertEquals(
        "the backend classed is not for this task: verified tasks are of the class portable, as"
            + " verifiers do units again on machines of any kind; this computes of the class"
            + " pinned (Haswell, 1 thread); mine it with backend kernels",
        refusal.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> mined(new Reproducibility.None()).open(new byte[0], ROWS, Hash.ZERO));
  }

  @Test
  void aMinerMayUseABackendOfThePortableClass() {
    TaskType mined = mined(new Reproducibility.Portable());
    assertNotNull(mined.open(new byte[0], ROWS, Hash.ZERO).init());
    assertEquals(task.plan(new byte[0], ROWS), mined.plan(new byte[0], ROWS));
  }

  @Test
  void theKernelsNeedNoPluginAndLeaveATaskTypeAsItIs() {
    try (Plugins none = Plugins.load(folder)) {
      ChosenBackend kernels = ChosenBackend.of(none, ChosenBackend.KERNELS);
      assertSame(task, kernels.alone(task, new byte[0]));
      assertSame(task, kernels.mining(task));
      assertEquals(Optional.empty(), kernels.words());
    }
  }

  @Test
  void aBackendThatNoPluginOffersIsRefusedWithThoseThatThereAre() {
    try (Plugins none = Plugins.load(folder)) {
      var refusal = assertThrows(BadInputException.class, () -> ChosenBackend.of(none, "nd4j"));
      assertEquals(
          "no plugin here offers the backend 'nd4j'; there are kernels (README.md says how to get"
              + " nd4j)",
          refusal.getMessage());
    }
  }
}
