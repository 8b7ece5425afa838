package io.pouw.task.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Encoded and noised updates of tasks. */
class FederatedUpdatesTest {
  private static final Hash SEED = Hash.sha256(new byte[] {1});
  private static final byte[] ROWS = "0,1,0\n1,0,1\n".repeat(8).getBytes(StandardCharsets.US_ASCII);

  private static TaskProgram open(String regime, String updates) {
    String json =
        """
        {%s "dataset": {"format": "csv", "classes": 2, "features": 2, "scale": 1},
         "layers": [{"type": "dense", "units": 2}],
         "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.5},
         "batch_size": 4, "local_steps": 2, "slots": 3, "rounds": 4, "checkpoint_rounds": 2,
         "aggregation": "mean", "min_accuracy": 0, "seed": "s", %s}
        """
            .formatted(regime, updates);
    return new NeuralTask().open(json.getBytes(StandardCharsets.UTF_8), Map.of("rows", ROWS), SEED);
  }

  @Test
  void aFederatedWorkerCarriesItsResidualFromRoundToRound() {
    TaskProgram task =
        open(
            "\"regime\": \"federated\",",
            "\"update_encoding\": {\"type\": \"top_k\", \"share\": 0.4}");
    byte[] state = task.init();
    byte[] first = task.work(state, new UnitId(0, 0));
    assertArrayEquals(first, task.work(state, new UnitId(0, 0)), "done again");
    byte[] second = task.work(state, new UnitId(1, 0));
    assertArrayEquals(
        Arrays.copyOfRange(first, 32, 64), Arrays.copyOf(second, 32), "the committed residual");
    byte[] next =
        task.combine(state, 0, List.of(first, task.work(state, new UnitId(0, 1)), second));
    assertEquals(state.length, next.length);
    assertFalse(Arrays.equals(state, next));
  }

  @Test
  void aVerifiedTaskTakesNoResidualAndNoiseAtOnce() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                open(
                    "",
                    "\"update_encoding\": {\"type\": \"top_k\", \"share\": 0.4},"
                        + " \"privacy\": {\"clip\": 1, \"noise\": 1, \"delta\": 1e-3}"));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("$.privacy: a unit with top_k"));
  }

  @Test
  void noisedUnitsAreDoneAgainByThoseWhoKnowTheSecretInBothRegimes() {
    String privacy = "\"privacy\": {\"clip\": 1, \"noise\": 1, \"delta\": 1e-3}";
    for (String regime : List.of("", "\"regime\": \"federated\",")) {
      TaskProgram task = open(regime, privacy);
      assertTrue(task.needsSecret());
      byte[] state = task.init();
      var secret = new UnitSecret(Hash.sha256(new byte[] {2}));
      byte[] update = task.work(state, new UnitId(0, 0), secret);
      assertEquals(Optional.empty(), task.reject(update));
      assertArrayEquals(update, task.work(state, new UnitId(0, 0), secret));
      var other = new UnitSecret(Hash.sha256(new byte[] {3}));
      assertFalse(Arrays.equals(update, task.work(state, new UnitId(0, 0), other)));
      assertThrows(IllegalArgumentException.class, () -> task.work(state, new UnitId(0, 0)));
      if (regime.isEmpty()) {
        assertTrue(task.opens(update, secret));
        assertFalse(task.opens(update, other));
      }
    }
  }
}
