package io.pouw.task.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pf4j.processor.LegacyExtensionStorage;

/** The tasks of the distribution on real data. */
class TribuoTaskTest {
  /** A forest that is quickly grown. */
  private static final Trial FOREST =
      Trial.demo("tribuo-forest").with("\"rounds\":8", "\"rounds\":2");

  private static final byte[] GROWN = FOREST.train();

  @Test
  void aForestTellsTumoursThatItHasNotSeen() {
    Scores scores = FOREST.scores();
    assertEquals(113, scores.total());
    assertTrue(scores.accuracy() >= 0.95, scores.toString());
    assertTrue(scores.lossNano() < 100_000_000, scores.toString());
    Figures all = FOREST.measured();
    assertEquals(scores.accuracy(), all.value("accuracy"));
    assertTrue(all.value("f1_macro") > 0.93, all.toString());
    assertEquals(2, all.confusion().size());
    Figures few = Trial.TASK.figures(FOREST.spec(), scores);
    assertEquals(List.of("accuracy", "brier_score"), List.copyOf(few.values().keySet()));
    assertEquals(all.value("brier_score"), few.value("brier_score"), 1e-9);
  }

  @Test
  void aUnitOfTreesReportsItsOutOfBagError() {
    TaskProgram program = FOREST.open();
    float loss = program.loss(program.work(program.init(), new UnitId(0, 0)));
    assertTrue(loss > 0.02f && loss < 0.15f, "" + loss);
    TaskProgram machines = Trial.demo("tribuo-anomaly").open();
    float outside = machines.loss(machines.work(machines.init(), new UnitId(0, 0)));
    assertTrue(outside > 0.02f && outside < 0.3f, "" + outside);
  }

  @Test
  void aForestOfOneTreeIsWorseThanOneOfMany() {
    Trial one =
        FOREST
            .with("\"trees_per_unit\":4", "\"trees_per_unit\":1")
            .with("\"slots\":8", "\"slots\":1")
            .with("\"rounds\":2", "\"rounds\":1");
    assertTrue(one.scores().lossNano() > FOREST.scores().lossNano());
  }

  @Test
  void aTreeTellsWines() {
    Trial cart = wine("{\"type\": \"cart\", \"max_depth\": 4}", 1, 1);
    assertTrue(cart.scores().accuracy() >= 0.8, cart.scores().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "hinge"})
  void linearModelsTellWines(String loss) {
    for (String optimizer : List.of("sgd", "adagrad")) {
      Trial trial =
          wine(
              """
              {"type": "linear_model", "loss": "%s", "optimizer": "%s", "learning_rate": 0.1,
               "learning_rate_decay": 0.9, "batch_size": 8, "local_steps": 16}
              """
                  .formatted(loss, optimizer),
              8,
              4);
      assertTrue(trial.scores().accuracy() >= 0.94, optimizer + trial.scores());
      TaskProgram program = trial.open();
      byte[] first = program.work(program.init(), new UnitId(0, 0));
      byte[] last = program.work(trial.train(), new UnitId(7, 0));
      assertTrue(program.loss(first) > program.loss(last), optimizer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared", "huber", "absolute"})
  void linearRegressionsTellTheFuelThatCarsUse(String loss) {
    Trial cars =
        cars(
            """
            {"type": "linear_model", "loss": "%s", "learning_rate": 0.05,
             "learning_rate_decay": 0.8, "batch_size": 16, "local_steps": 32}
            """
                .formatted(loss),
            12,
            2);
    Scores scores = cars.scores();
    assertEquals(1_000_000, scores.total());
    assertTrue(scores.accuracyPpm() > 780_000, scores.toString());
    assertEquals(
        cars.measured().value("rmse"), Trial.TASK.figures(cars.spec(), scores).value("rmse"), 1e-8);
    assertTrue(cars.measured().value("rmse") < 4, cars.measured().toString());
  }

  @Test
  void treesTellTheFuelThatCarsUse() {
    Trial tree = cars("{\"type\": \"cart\", \"max_depth\": 5, \"min_split_rows\": 10}", 1, 1);
    Trial forest = cars("{\"type\": \"random_forest\", \"trees_per_unit\": 5}", 2, 4);
    assertTrue(tree.scores().accuracyPpm() > 750_000, tree.scores().toString());
    assertTrue(forest.scores().accuracyPpm() > 840_000, forest.scores().toString());
    assertTrue(forest.scores().lossNano() < tree.scores().lossNano());
  }

  @Test
  void clustersOfWinesAreTheirCultivars() {
    Trial trial = Trial.demo("tribuo-kmeans");
    assertTrue(trial.scores().accuracy() > 0.8, trial.scores().toString());
    Figures all = trial.measured();
    assertTrue(all.value("silhouette") > 0.2, all.toString());
    assertTrue(all.value("explained_variance") > 0.3, all.toString());
    assertEquals(
        all.value("inertia"),
        Trial.TASK.figures(trial.spec(), trial.scores()).value("inertia"),
        1e-8);
  }

  @Test
  void withoutLabelsAClusteringIsScoredByTheVarianceThatItExplains() {
    Trial labelled = Trial.demo("tribuo-kmeans");
    Trial trial = labelled.with("\"label\":\"cultivar\"", "\"ignored\":[\"cultivar\"]");
    assertEquals(
        labelled.measured().value("explained_variance"),
        Trial.TASK.figures(trial.spec(), trial.scores()).value("explained_variance"),
        1e-6);
  }

  @Test
  void aOneClassMachineThatSawNoTumourRaisesTheAlarm() {
    Trial trial = Trial.demo("tribuo-anomaly");
    Figures all = trial.measured();
    assertTrue(all.value("recall") > 0.9, all.toString());
    assertTrue(all.value("f1") > 0.85, all.toString());
    assertEquals(
        all.value("f1"), Trial.TASK.figures(trial.spec(), trial.scores()).value("f1"), 1e-8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kernel\": \"linear\"",
        "\"kernel\": \"polynomial\", \"degree\": 3, \"coef0\": 1, \"gamma\": 0.1"
      })
  void everyKernelLearns(String kernel) {
    Trial trial = Trial.demo("tribuo-anomaly").with("\"kernel\":\"rbf\"", kernel);
    assertTrue(trial.measured().value("accuracy") > 0.4, trial.measured().toString());
  }

  @Test
  void thePlanIsThatOfTheSpecAndTheWeightOfTheFormula() {
    // 4 operations x 4 trees x 456 rows x 5 of 30 features x 9 levels.
    assertEquals(
        new TaskPlan(8, 8, 2, 4L * 4 * 456 * 5 * 9, 900_000),
        Trial.demo("tribuo-forest").open().plan());
    Trial kmeans = Trial.demo("tribuo-kmeans");
    // 3 operations x 36 rows x 3 clusters x 13 features.
    assertEquals(
        3L * 36 * 3 * 13,
        Trial.TASK.plan(kmeans.spec(), Map.of("rows", kmeans.training())).unitWeight());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tribuo-forest", "tribuo-kmeans", "tribuo-anomaly"})
  void theModelDoesNotDependOnHowTheWorkIsCut(String name) {
    Trial trial = Trial.demo(name);
    boolean clusters = name.equals("tribuo-kmeans");
    // Of ensembles the number of units counts; of k-means the rounds stay.
    String rounds = clusters ? "\"rounds\":12" : "\"rounds\":" + (name.endsWith("y") ? 4 : 8);
    Trial many =
        clusters
            ? trial.with("\"slots\":4", "\"slots\":143")
            : trial.with(rounds, "\"rounds\":2").with("\"slots\":8", "\"slots\":4");
    Trial one =
        clusters
            ? trial.with("\"slots\":4", "\"slots\":1")
            : trial.with(rounds, "\"rounds\":8").with("\"slots\":8", "\"slots\":1");
    assertEquals(one.body(), many.body());
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(GROWN, FOREST.train());
    TaskProgram program = FOREST.open();
    TaskProgram other =
        Trial.TASK.open(FOREST.spec(), Map.of("rows", FOREST.training()), Hash.ZERO);
    byte[] state = program.init();
    assertNotEquals(
        Hash.sha256(program.work(state, new UnitId(0, 0))),
        Hash.sha256(other.work(state, new UnitId(0, 0))));
    assertNotEquals(
        Hash.sha256(program.work(state, new UnitId(0, 0))),
        Hash.sha256(program.work(state, new UnitId(0, 1))));
    assertThrows(IllegalArgumentException.class, () -> program.work(state, new UnitId(2, 0)));
  }

  @Test
  void wordsBecomeFeaturesAndUnknownOnesAreNone() {
    String header = "colour,size,\"kind, as sold\",id\n";
    String rows = "red,1,fruit,1\nred,2,fruit,2\ngreen,1,leaf,3\ngreen,2,leaf,4\n";
    byte[] spec =
        Trial.utf8(
            """
            {"task": "classification",
             "data": {"label": "kind, as sold", "categorical": ["colour"], "ignored": ["id"]},
             "algorithm": {"type": "cart"}, "min_score": 0, "seed": "s"}
            """);
    byte[] training = Trial.utf8(header + rows);
    String unknown = "\r\n\"red\",9,fruit,x\r\ngreen,-1e3,leaf,y\r\n\r\nblue,5,fruit,z";
    Trial trial = new Trial(spec, training, Trial.utf8(header.strip() + unknown));
    Scores scores = trial.scores();
    assertEquals(3, scores.total());
    assertTrue(scores.correct() >= 2, scores.toString());
    assertEquals(
        List.of("colour=green", "colour=red", "size"),
        ModelState.decode(trial.train()).schema().features());
  }

  @Test
  void whatTribuoTellsOfTheModelStandsInTheModelWithoutTimes() {
    String provenance = ModelState.decode(GROWN).provenance();
    assertTrue(
        provenance.contains(
            "trainer.class-name = org.tribuo.classification.dtree.CARTClassificationTrainer\n"));
    assertTrue(provenance.contains("trainer.maxDepth = 10\n"));
    assertTrue(provenance.contains("dataset.num-examples = 456\n"));
    assertTrue(provenance.contains("data.sha256 = " + Hash.sha256(FOREST.training()) + "\n"));
    assertTrue(provenance.contains("tribuo.version = 4.3.2\n"));
    assertTrue(!provenance.contains("time") && !provenance.contains("1970"), provenance);
    assertEquals(Optional.of(provenance), Trial.TASK.provenance(FOREST.spec(), GROWN));
  }

  @Test
  void aStateThatIsNoneIsRefused() {
    Map<String, byte[]> test = Map.of("rows", FOREST.test());
    byte[] state = GROWN;
    for (int length = 0; length < state.length; length += 1 + length / 8) {
      byte[] cut = Arrays.copyOf(state, length);
      assertThrows(
          IllegalArgumentException.class, () -> Trial.TASK.evaluate(FOREST.spec(), cut, test));
    }
    Trial other = Trial.demo("tribuo-logistic");
    assertThrows(
        IllegalArgumentException.class, () -> Trial.TASK.evaluate(other.spec(), state, test));
  }

  @Test
  void aTableOfRowsWithoutLabelsGetsAPredictionForEach() {
    Trial flowers = Trial.demo("tribuo-logistic");
    byte[] rows =
        Trial.utf8(
            """
            petal_width_cm,petal_length_cm,sepal_width_cm,sepal_length_cm,day
            0.2,1.4,3.5,5.1,monday
            2.5,6.0,3.3,6.3,friday
            """);
    List<String> lines = predicted(flowers, rows);
    assertEquals("prediction,score_setosa,score_versicolor,score_virginica", lines.get(0));
    assertTrue(lines.get(1).startsWith("setosa,0.9"), lines::toString);
    assertTrue(lines.get(2).startsWith("virginica,0.0"), lines::toString);
    assertEquals(3, lines.size());
    Trial tumours = Trial.demo("tribuo-anomaly");
    List<String> alarms = predicted(tumours, tumours.test());
    assertEquals("anomaly,decision", alarms.getFirst());
    assertEquals(114, alarms.size());
    Trial wines = Trial.demo("tribuo-kmeans");
    assertEquals("cluster,squared_distance", predicted(wines, wines.test()).getFirst());
  }

  private static List<String> predicted(Trial trial, byte[] rows) {
    return Trial.TASK
        .predictTable(trial.spec(), trial.train(), rows)
        .orElseThrow()
        .lines()
        .toList();
  }

  @Test
  void anImageIsNoRowOfATable() {
    assertThrows(
        UnsupportedOperationException.class,
        () -> Trial.TASK.predict(FOREST.spec(), GROWN, new float[30]));
    assertThrows(UnsupportedOperationException.class, () -> Trial.TASK.inputShape(FOREST.spec()));
  }

  @Test
  void theSchemaOfSpecificationsComesWithThePlugin() {
    String schema = Trial.TASK.schema().orElseThrow();
    assertArrayEquals(Trial.file("api-spec/task-tribuo.schema.json"), Trial.utf8(schema));
  }

  @Test
  void thePluginListsItsExtension() throws Exception {
    var classes =
        Path.of(TribuoTask.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertTrue(
        Files.readAllLines(classes.resolve(LegacyExtensionStorage.EXTENSIONS_RESOURCE))
            .contains(TribuoTask.class.getName()));
  }

  private static Trial wine(String algorithm, int rounds, int slots) {
    return trial("classification", "cultivar", algorithm, rounds, slots, "data/wine/wine-");
  }

  private static Trial cars(String algorithm, int rounds, int slots) {
    return trial("regression", "miles_per_gallon", algorithm, rounds, slots, "data/cars/cars-");
  }

  private static Trial trial(
      String task, String label, String algorithm, int rounds, int slots, String files) {
    return new Trial(
        Trial.utf8(
            """
            {"task": "%s", "data": {"label": "%s"}, "algorithm": %s, "rounds": %d, "slots": %d,
             "min_score": 0, "seed": "s"}
            """
                .formatted(task, label, algorithm, rounds, slots)),
        Trial.file(files + "train.csv"),
        Trial.file(files + "test.csv"));
  }
}
