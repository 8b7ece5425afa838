package io.pouw.task.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.method.Methods;
import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Table;
import io.pouw.task.tribuo.table.TableReader;
import io.pouw.task.tribuo.table.TableReader.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer;
import org.tribuo.anomaly.libsvm.SVMAnomalyType;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Held against Tribuo as it comes, and against plain arithmetic. */
class KnownAnswersTest {
  private static Table table(Trial trial, byte[] rows, Purpose purpose) {
    TribuoSpec spec = TribuoSpec.parse(trial.spec());
    var reader = new TableReader(spec.kind(), spec.data());
    return reader.read(rows, reader.learn(trial.training(), spec.algorithm().scales()), purpose);
  }

  private static Predictor model(Trial trial) {
    ModelState state = ModelState.decode(trial.train());
    return Methods.predictor(TribuoSpec.parse(trial.spec()), state.schema(), state.body());
  }

  private interface RowOutput<T> {
    T of(int row);
  }

  private static <T extends Output<T>> MutableDataset<T> dataset(
      Table table, OutputFactory<T> factory, RowOutput<T> outputs, boolean round) {
    String[] names = new String[table.width()];
    for (int i = 0; i < names.length; i++) names[i] = "x" + (1_000 + i);
    var dataset = new MutableDataset<>(new SimpleDataSourceProvenance("test", factory), factory);
    for (int row = 0; row < table.rows(); row++) {
      double[] values = table.row(row);
      for (int i = 0; round && i < values.length; i++) values[i] = (float) values[i];
      dataset.add(new ArrayExample<>(outputs.of(row), names, values));
    }
    return dataset;
  }

  @Test
  void aTreeSaysWhatTribuosOwnModelSays() {
    Trial trial =
        new Trial(
            Trial.utf8(
                """
                {"task": "classification", "data": {"label": "diagnosis"},
                 "algorithm": {"type": "cart", "max_depth": 6, "min_split_rows": 5},
                 "min_score": 0, "seed": "s"}
                """),
            Trial.demo("tribuo-forest").training(),
            Trial.demo("tribuo-forest").test());
    Table training = table(trial, trial.training(), Purpose.TRAINING);
    Table test = table(trial, trial.test(), Purpose.TEST);
    var trainer = new CARTClassificationTrainer(6, 5f, 0f, 1f, new GiniIndex(), 1);
    TreeModel<Label> theirs =
        trainer.train(dataset(training, new LabelFactory(), row -> label(training, row), false));
    MutableDataset<Label> examples =
        dataset(test, new LabelFactory(), row -> label(test, row), false);
    Predictor ours = model(trial);
    for (int row = 0; row < test.rows(); row++) {
      String said = theirs.predict(examples.getExample(row)).getOutput().getLabel();
      int mine = ClassificationExamination.greatest(ours.scores(test.row(row)));
      assertEquals(said, test.labels().get(mine), "row " + row);
    }
    var evaluation = new LabelEvaluator().evaluate(theirs, examples);
    assertEquals(evaluation.accuracy(), trial.measured().value("accuracy"), 1e-12);
    assertEquals(evaluation.macroAveragedF1(), trial.measured().value("f1_macro"), 1e-12);
  }

  private static Label label(Table table, int row) {
    return new Label(table.labels().get((int) table.targets()[row]));
  }

  @Test
  void aOneClassMachineSaysWhatTribuosOwnSays() {
    Trial all =
        Trial.demo("tribuo-anomaly")
            .with("\"rounds\":4", "\"rounds\":1")
            .with("\"slots\":8", "\"slots\":1")
            .with("\"sample_rows\":160", "\"sample_rows\":2000");
    Table training = table(all, all.training(), Purpose.TRAINING);
    Table test = table(all, all.test(), Purpose.TEST);
    var parameters =
        new SVMParameters<>(new SVMAnomalyType(SVMAnomalyType.SVMMode.ONE_CLASS), KernelType.RBF);
    parameters.setGamma(1.0 / 30);
    parameters.setNu(0.05);
    var expected = new Event(Event.EventType.EXPECTED);
    var theirs =
        new LibSVMAnomalyTrainer(parameters)
            .train(dataset(training, new AnomalyFactory(), row -> expected, true));
    MutableDataset<Event> examples = dataset(test, new AnomalyFactory(), row -> expected, true);
    Predictor ours = model(all);
    int row = 0;
    for (Example<Event> example : examples) {
      double said = theirs.predict(example).getOutput().getScore();
      // Both stop at a tolerance of 1e-3, after rows in another order.
      assertEquals(said, ours.scores(test.row(row))[0], 2e-2, "row " + row);
      row++;
    }
  }

  @Test
  void centresAreThoseOfPlainArithmetic() {
    Trial trial = Trial.demo("tribuo-kmeans");
    Table table = table(trial, trial.training(), Purpose.TRAINING);
    TaskProgram program = trial.open();
    double[][] centres = centres(program.init(), table.width());
    byte[] state = program.init();
    for (int round = 0; round < program.plan().rounds(); round++) {
      centres = lloyd(table, centres);
      state = program.combine(state, round, Trial.updates(program, state, round));
      double[][] ours = centres(state, table.width());
      for (int k = 0; k < ours.length; k++) assertArrayEquals(centres[k], ours[k], 1e-5);
    }
  }

  /** K-means as the textbook has it. */
  private static double[][] lloyd(Table table, double[][] centres) {
    double[][] sums = new double[centres.length][table.width()];
    int[] counts = new int[centres.length];
    for (int row = 0; row < table.rows(); row++) {
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int k = 0; k < centres.length; k++) {
        double distance = 0;
        for (int i = 0; i < table.width(); i++) {
          double difference = table.row(row)[i] - centres[k][i];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          best = k;
        }
      }
      counts[best]++;
      for (int i = 0; i < table.width(); i++) sums[best][i] += table.row(row)[i];
    }
    for (int k = 0; k < centres.length; k++)
      for (int i = 0; i < table.width(); i++)
        sums[k][i] = counts[k] > 0 ? sums[k][i] / counts[k] : centres[k][i];
    return sums;
  }

  private static double[][] centres(byte[] state, int width) {
    var in = new Decoder(ModelState.decode(state).body());
    List<double[]> centres = new ArrayList<>();
    while (in.remaining() > 0) {
      double[] centre = new double[width];
      for (int i = 0; i < width; i++) centre[i] = in.i64() * 0x1p-24;
      centres.add(centre);
    }
    return centres.toArray(double[][]::new);
  }

  @Test
  void twoHeapsOfTwoPointsHaveTheirMiddlesAsCentres() {
    byte[] spec =
        Trial.utf8(
            """
            {"task": "clustering", "data": {}, "algorithm": {"type": "k_means", "clusters": 2},
             "rounds": 3, "slots": 2, "min_score": 0, "seed": "s"}
            """);
    // Mean 5, deviation 5 of x; y does not vary and stays 0 from its mean.
    byte[] rows = Trial.utf8("x,y\n-1,3\n1,3\n9,3\n11,3\n");
    var trial = new Trial(spec, rows, rows);
    double[][] centres = centres(trial.train(), 2);
    Arrays.sort(centres, (a, b) -> Double.compare(a[0], b[0]));
    double deviation = Math.sqrt((36 + 16 + 16 + 36) / 4.0);
    assertArrayEquals(new double[] {-5 / deviation, 0}, centres[0], 1e-7);
    assertArrayEquals(new double[] {5 / deviation, 0}, centres[1], 1e-7);
    // Each row lies 1 from its centre: 1 / 26 of the variance is left.
    assertEquals(1 - 1 / 26.0, trial.measured().value("explained_variance"), 1e-6);
    assertEquals(1 / 26.0, trial.measured().value("inertia"), 1e-6);
  }

  @Test
  void theLossOfALogisticModelIsTheLogOfTheLabelsWhereNothingIsLearnt() {
    Trial trial = Trial.demo("tribuo-logistic");
    byte[] untrained = trial.open().init();
    long nanos =
        Trial.TASK.evaluate(trial.spec(), untrained, Map.of("rows", trial.test())).lossNano();
    assertEquals(Math.log(3), nanos / 1e9, 1e-9);
  }

  /** Golden bytes: another machine, JDK, locale or number of threads has to give the same. */
  @Test
  void theBytesAreThoseOfEveryOtherMachine() {
    assertEquals(Golden.EXPECTED, Golden.found());
  }

  /**
   * The interpreter fuses and reorders nothing, and Turkish letters change case in their own way.
   */
  @Test
  void aJvmWithoutACompilerInAnotherLocaleGivesTheSameBytes() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xint",
                "-Duser.language=tr",
                "-cp",
                System.getProperty("java.class.path"),
                Golden.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals(Golden.EXPECTED, found);
  }

  @Test
  void aUnitDoneTwiceAtOnceIsTheSame() {
    TaskProgram program = Trial.demo("tribuo-forest").open();
    byte[] state = program.init();
    Hash expected = Hash.sha256(program.work(state, new UnitId(0, 3)));
    List<Hash> found =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> Hash.sha256(program.work(state, new UnitId(0, 3))))
            .toList();
    assertEquals(Collections.nCopies(8, expected), found);
  }
}
