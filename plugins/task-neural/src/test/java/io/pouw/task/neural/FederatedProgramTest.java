package io.pouw.task.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Regime;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Ten workers, three of them attackers, each with a tenth of the UCI digits. */
class FederatedProgramTest {
  private static final Hash SEED = Hash.sha256(new byte[] {1});
  private static final int WORKERS = 10;
  private static final int ATTACKERS = 3;
  private static final int TRAINING = 1_200;
  private static final List<String> ROWS = rows();

  private final NeuralTask task = new NeuralTask();

  private static List<String> rows() {
    Path file = Path.of("../../data/digits/digits.csv.gz");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new AssertionError("the digits belong to the repository", e);
    }
  }

  private static byte[] csv(List<String> rows) {
    return (String.join("\n", rows) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] shard(int worker) {
    List<String> own = new ArrayList<>();
    for (int row = worker; row < TRAINING; row += WORKERS) own.add(ROWS.get(row));
    return csv(own);
  }

  private static byte[] spec(String regime, String rest) {
    return """
    {%s "dataset": {"format": "csv", "classes": 10, "features": 64, "scale": 16},
     "layers": [{"type": "dense", "units": 24, "activation": "relu"},
                {"type": "dense", "units": 10}],
     "loss": "softmax_cross_entropy",
     "optimizer": {"type": "momentum", "learning_rate": 0.1, "momentum": 0.9},
     "batch_size": 16, "local_steps": 8, "slots": 10, "rounds": 32, "checkpoint_rounds": 2,
     "min_accuracy": 0, "seed": "s"%s}
    """
        .formatted(regime, rest.replace('\'', '"'))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] federated(String rest) {
    return spec("\"regime\": \"federated\",", rest);
  }

  private TaskProgram worker(byte[] spec, int number) {
    return task.open(spec, Map.of("rows", shard(number)), SEED);
  }

  private static byte[] times(byte[] update, float factor, int numbers) {
    byte[] changed = update.clone();
    ByteBuffer values = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < numbers; i++) values.putFloat(4 * i, values.getFloat(4 * i) * factor);
    return changed;
  }

  /** Accuracy after all rounds in which the first three workers send many times the opposite. */
  private double underAttack(byte[] spec, Map<String, byte[]> ofClient) {
    TaskProgram server = task.open(spec, ofClient, SEED);
    List<TaskProgram> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) workers.add(withRoot(spec, ofClient, i));
    byte[] state = server.init();
    for (int round = 0; round < server.plan().rounds(); round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        byte[] update = workers.get(i).work(state, new UnitId(round, i));
        int numbers = server.updateVector(update).length;
        updates.add(i < ATTACKERS ? times(update, -20, numbers) : update);
      }
      state = server.combine(state, round, updates);
    }
    byte[] test = csv(ROWS.subList(TRAINING, ROWS.size()));
    var scores = task.evaluate(spec, state, Map.of("rows", test));
    return (double) scores.correct() / scores.total();
  }

  private TaskProgram withRoot(byte[] spec, Map<String, byte[]> ofClient, int worker) {
    Map<String, byte[]> parts = new TreeMap<>(ofClient);
    parts.put("rows", shard(worker));
    return task.open(spec, parts, SEED);
  }

  @Test
  void theDefaultRuleLearnsWhereTheMeanFalls() {
    double mean = underAttack(federated(", 'aggregation': 'mean'"), Map.of());
    double clipped = underAttack(federated(""), Map.of());
    assertTrue(mean < 0.5, "mean " + mean);
    assertTrue(clipped > 0.75, "centred clipping " + clipped);
  }

  @Test
  void withTrustedDataOfTheClientItLearnsToo() {
    byte[] root = csv(ROWS.subList(0, 100));
    byte[] spec = federated(", 'aggregation': {'type': 'fltrust', 'byzantine': 3}");
    double trusted = underAttack(spec, Map.of("root.rows", root));
    assertTrue(trusted > 0.75, "fltrust " + trusted);
    var missing = assertThrows(IllegalArgumentException.class, () -> task.plan(spec, Map.of()));
    assertEquals(
        "fltrust needs trusted data: parts named root.PART beside the task's own",
        missing.getMessage());
  }

  @Test
  void aVerifiedTaskTrainsBesideItsTrustedDataAndCombinesTheSameForAll() {
    byte[] spec = spec("", ", 'aggregation': {'type': 'fltrust', 'byzantine': 3}");
    Map<String, byte[]> parts = Map.of("rows", shard(1), "root.rows", shard(0));
    TaskProgram one = task.open(spec, parts, SEED);
    TaskProgram other = task.open(spec, parts, SEED);
    assertEquals(Regime.VERIFIED, one.plan().regime());
    byte[] state = one.init();
    List<byte[]> updates = new ArrayList<>();
    for (int slot = 0; slot < 10; slot++) updates.add(one.work(state, new UnitId(0, slot)));
    byte[] next = one.combine(state, 0, updates);
    assertArrayEquals(next, other.combine(state, 0, updates));
    TaskProgram otherRoot = task.open(spec, Map.of("rows", shard(1), "root.rows", shard(2)), SEED);
    assertArrayEquals(updates.getFirst(), otherRoot.work(state, new UnitId(0, 0)));
    assertFalse(Arrays.equals(next, otherRoot.combine(state, 0, updates)));
  }

  @Test
  void aWorkerSendsTheMomentumOfItsUpdates() {
    TaskProgram plain = worker(federated(", 'worker_momentum': 0"), 0);
    TaskProgram withMomentum = worker(federated(", 'worker_momentum': 0.75"), 0);
    byte[] state = plain.init();
    float[] expected = new float[plain.updateVector(plain.work(state, new UnitId(0, 0))).length];
    for (int round = 0; round < 3; round++) {
      float[] change = plain.updateVector(plain.work(state, new UnitId(round, 0)));
      for (int i = 0; i < expected.length; i++)
        expected[i] = Math.fma(0.75f, expected[i], 0.25f * change[i]);
      byte[] sent = withMomentum.work(state, new UnitId(round, 0));
      assertArrayEquals(expected, withMomentum.updateVector(sent), "round " + round);
      assertArrayEquals(sent, withMomentum.work(state, new UnitId(round, 0)), "done again");
    }
  }

  @Test
  void aRoundClosesWithoutWorkersThatAreAwayButNotWithTooFew() {
    byte[] spec = federated("");
    TaskProgram server = task.open(spec, Map.of(), SEED);
    TaskPlan plan = server.plan();
    assertEquals(Regime.FEDERATED, plan.regime());
    assertEquals(7, plan.leastUpdates(), "2 * 3 + 1");
    byte[] state = server.init();
    List<byte[]> updates = new ArrayList<>();
    TaskProgram worker = worker(spec, 4);
    for (int slot = 0; slot < 7; slot++) updates.add(worker.work(state, new UnitId(0, slot)));
    byte[] next = server.combine(state, 0, updates);
    assertArrayEquals(next, worker.combine(state, 0, updates), "whoever combines, without data");
    assertFalse(Arrays.equals(state, next));
    var tooFew =
        assertThrows(
            IllegalArgumentException.class, () -> server.combine(state, 0, updates.subList(0, 6)));
    assertEquals("a round has 7 to 10 updates, not 6", tooFew.getMessage());
    assertThrows(IllegalStateException.class, () -> server.work(state, new UnitId(0, 0)));
  }
}
