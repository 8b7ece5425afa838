package io.pouw.task.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.privacy.RenyiAccountant;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Prediction;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pf4j.processor.LegacyExtensionStorage;

/** Trains on the real digits of the distribution. */
class NeuralTaskTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final int TRAINING_ROWS = 1_437;
  private static final Hash SEED = Hash.sha256(new byte[] {7});

  private final TaskType task = new NeuralTask();
  private final byte[] spec = file("conf/tasks/digits.json");
  private final Map<String, byte[]> training = digits(0, TRAINING_ROWS);
  private final Map<String, byte[]> test = digits(TRAINING_ROWS, 1_797);

  NeuralTaskTest() throws IOException {}

  @Test
  void theTasksOfTheDistributionAreGood() throws IOException {
    assertEquals(List.of(), task.problems(spec));
    assertEquals(List.of(), task.problems(file("conf/tasks/mnist.json")));
    assertEquals(List.of(28, 28), task.inputShape(file("conf/tasks/mnist.json")));
  }

  @Test
  void thePlanIsThatOfTheSpecification() {
    long multiplyAdds = 16L * 48 * (2 * 64 * 128 + 3 * 128 * 10);
    assertEquals(new TaskPlan(32, 8, 8, 2 * multiplyAdds, 900_000), task.plan(spec, training));
    assertEquals(task.plan(spec, training), task.open(spec, training, SEED).plan());
  }

  @Test
  void aModelTrainedByTheContractReadsDigitsOfPeopleItHasNotSeen() {
    byte[] state = train(32);
    Scores scores = task.evaluate(spec, state, test);
    assertEquals(360, scores.total());
    assertTrue(scores.accuracy() >= 0.91, scores.toString());
    assertTrue(scores.lossNano() > 0);
    float[] blank = new float[64];
    Prediction prediction = task.predict(spec, state, blank);
    assertEquals(10, prediction.scores().size());
    assertTrue(prediction.scores().get(prediction.label()) >= 0.1f);
  }

  @Test
  void theFiguresOfAModelAgreeWithItsScores() throws IOException {
    byte[] state = train(2);
    Scores scores = task.evaluate(spec, state, test);
    Figures all = task.measure(spec, state, test);
    assertEquals(scores.accuracy(), all.value("accuracy"), 1e-12);
    assertEquals(scores.lossNano() / 1e9, all.value("log_loss"), 1e-6);
    assertTrue(all.values().keySet().containsAll(List.of("top_3_accuracy", "f1_macro")));
    assertEquals(10, all.confusion().size());
    assertEquals(
        scores.total(),
        all.confusion().stream().flatMap(List::stream).mapToLong(Long::longValue).sum());
  }

  @Test
  void aRegressionIsScoredByTheVarianceThatItExplains() throws IOException {
    byte[] regression = file("conf/presets/linear-regression.json");
    Map<String, byte[]> cars = Map.of("rows", file("data/cars/cars-train.csv"));
    TaskProgram program = task.open(regression, cars, SEED);
    byte[] state = program.init();
    for (int round = 0; round < 8; round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < program.plan().slots(); slot++)
        updates.add(program.work(state, new UnitId(round, slot)));
      state = program.combine(state, round, updates);
    }
    Map<String, byte[]> others = Map.of("rows", file("data/cars/cars-test.csv"));
    Scores scores = task.evaluate(regression, state, others);
    Figures figures = task.figures(regression, scores);
    Figures all = task.measure(regression, state, others);
    assertTrue(scores.accuracyPpm() > 800_000, scores.toString());
    assertEquals(1_000_000, scores.total());
    assertEquals(all.value("r2"), figures.value("r2"), 1e-6);
    assertEquals(all.value("rmse"), figures.value("rmse"), 1e-6);
    // Without training all is far from right, and the score stays a share.
    assertEquals(0, task.evaluate(regression, program.init(), others).correct());
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(train(2), train(2));
    byte[] other = task.open(spec, training, Hash.ZERO).init();
    assertFalse(Hash.sha256(other).equals(Hash.sha256(train(0))));
  }

  @Test
  void updatesAreCheckedAndReportTheirLoss() {
    TaskProgram program = task.open(spec, training, SEED);
    byte[] update = program.work(program.init(), new UnitId(0, 0));
    assertEquals(Optional.empty(), program.reject(update));
    assertTrue(program.loss(update) > 0f && program.loss(update) < 3f);
    assertTrue(program.reject(new byte[5]).orElseThrow().startsWith("update has 5 bytes"));
    assertThrows(
        IllegalArgumentException.class, () -> program.work(program.init(), new UnitId(32, 0)));
  }

  @Test
  void problemsOfASpecificationAreListed() {
    byte[] bad =
        new String(spec, StandardCharsets.UTF_8)
            .replaceFirst("dense", "hyperbolic")
            .replace("\"slots\": 8", "\"slots\": -8")
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(
            "$.layers[0].type: unknown: \"hyperbolic\"; expected dense, activation, conv2d,"
                + " max_pool, average_pool, flatten, dropout, layer_norm, embedding, embedding_bag,"
                + " residual, attention",
            "$.slots: is -8, expected a whole number from 1 to 1024"),
        task.problems(bad));
    assertThrows(IllegalArgumentException.class, () -> task.plan(bad, training));
  }

  @Test
  void missingOrForeignPartsAndInputsAreRefused() {
    var missing = assertThrows(IllegalArgumentException.class, () -> task.plan(spec, Map.of()));
    assertEquals("data of format CSV has the parts [rows], not []", missing.getMessage());
    Map<String, byte[]> broken = Map.of("rows", "1,2,3\n".getBytes(StandardCharsets.UTF_8));
    assertThrows(IllegalArgumentException.class, () -> task.open(spec, broken, SEED));
    byte[] state = train(0);
    float[] outside = new float[64];
    outside[5] = 1.5f;
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> task.predict(spec, state, outside));
    assertEquals("input value 5 is 1.5, expected 0 to 1", refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> task.predict(spec, state, new float[63]));
  }

  @Test
  void theLossOfPrivacyGrowsWithTheRoundsAndIsThatOfTheAccountant() {
    TaskProgram program = task.open(privately("poisson"), training, SEED);
    assertEquals(0, program.privacyLoss(0).orElseThrow().steps());
    PrivacyLoss loss = program.privacyLoss(2).orElseThrow();
    // 8 slots of 48 steps in each round, all on the same rows.
    assertEquals(2 * 8 * 48, loss.steps());
    var accountant = new RenyiAccountant(16.0 / TRAINING_ROWS, 1.1);
    assertEquals(accountant.report(2 * 8 * 48, 1e-5).epsilon(), loss.epsilon());
    assertTrue(loss.proven() && loss.epsilon() > 0);
    assertTrue(program.privacyLoss(3).orElseThrow().epsilon() > loss.epsilon());
    TaskProgram shuffled = task.open(privately("shuffled"), training, SEED);
    assertFalse(shuffled.privacyLoss(2).orElseThrow().proven());
    assertEquals(Optional.empty(), task.open(spec, training, SEED).privacyLoss(2));
  }

  private byte[] privately(String sampling) {
    String privacy =
        "\"privacy\": {\"clip\": 1, \"noise\": 1.1, \"delta\": 1e-5, \"sampling\": \"%s\"}, \"seed\""
            .formatted(sampling);
    return new String(spec, StandardCharsets.UTF_8)
        .replace("\"seed\"", privacy)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theSchemaOfSpecificationsComesWithThePlugin() throws IOException {
    String schema = task.schema().orElseThrow();
    assertArrayEquals(
        file("api-spec/task-neural.schema.json"), schema.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aByteOfTheStateHasAName() {
    assertEquals("layer 0 weights, row 0, column 1", task.describe(spec, 4));
  }

  @Test
  void thePluginListsItsExtension() throws Exception {
    // Beside the class: the test classes have an index of their own, which is empty.
    var classes =
        Path.of(NeuralTask.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertTrue(
        Files.readAllLines(classes.resolve(LegacyExtensionStorage.EXTENSIONS_RESOURCE))
            .contains(NeuralTask.class.getName()));
  }

  private byte[] train(int rounds) {
    TaskProgram program = task.open(spec, training, SEED);
    byte[] state = program.init();
    for (int round = 0; round < rounds; round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < program.plan().slots(); slot++)
        updates.add(program.work(state, new UnitId(round, slot)));
      state = program.combine(state, round, updates);
    }
    return state;
  }

  private static Map<String, byte[]> digits(int from, int to) throws IOException {
    return Map.of("rows", CsvFormat.slice(file("data/digits/digits.csv.gz"), from, to));
  }

  private static byte[] file(String path) throws IOException {
    return Files.readAllBytes(ROOT.resolve(path));
  }
}
