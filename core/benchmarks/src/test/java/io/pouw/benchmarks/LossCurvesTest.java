package io.pouw.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.engine.PtNDManager;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.TextFormat;
import io.pouw.learning.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The character model's loss falls as it does in PyTorch. */
class LossCurvesTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final int STEPS = 24;

  /** Of a loss near 4; both sides round each operation to single precision. */
  private static final double TOLERANCE = 2e-4;

  @Test
  void theSameTrainingGivesTheSameLosses() throws IOException {
    ModelSpec spec =
        ModelSpec.parse(Files.readAllBytes(ROOT.resolve("conf/presets/gpt-characters.json")));
    Dataset text =
        TextFormat.read(
            Files.readAllBytes(ROOT.resolve("data/text/shakespeare-test.txt.gz")), spec.dataset());
    try (PtNDManager manager = Torch.start(1)) {
      LossCurves curves = LossCurves.of(manager, spec, text, text, STEPS);
      double apart = curves.difference(curves.farthest());
      assertTrue(apart < TOLERANCE, "the losses differ by up to " + apart);
      assertTrue(curves.ours()[STEPS - 1] < curves.ours()[0] - 0.5, "the loss does not fall");
    }
  }
}
