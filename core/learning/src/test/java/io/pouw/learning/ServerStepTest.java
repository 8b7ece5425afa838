package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.aggregation.AggregationRound;
import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the server does with the updates of a round, and what it remembers of them. */
class ServerStepTest {
  private static final Hash SEED = Hash.sha256(new byte[] {4});
  private static final int PARAMETERS = 4 * 3 + 3;
  private static final String SGD = "{'type':'sgd','learning_rate':0.25}";

  private static ModelSpec spec(String optimizer, String rounds) {
    return ModelSpec.parse(
        """
        {"dataset": {"format": "csv", "classes": 3, "features": 4, "scale": 255},
         "layers": [{"type": "dense", "units": 3}], "loss": "softmax_cross_entropy",
         "optimizer": %s, "batch_size": 3, "rounds": 8, "checkpoint_rounds": 2,
         "min_accuracy": 0, "seed": "s", %s}
        """
            .formatted(optimizer, rounds)
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8));
  }

  private static Dataset data(ModelSpec spec) {
    var rows = new StringBuilder();
    for (int row = 0; row < 20; row++) {
      for (int i = 0; i < 4; i++) rows.append((row * 37 + i * 91) % 256).append(',');
      rows.append(row % 3).append('\n');
    }
    return CsvFormat.read(rows.toString().getBytes(StandardCharsets.US_ASCII), spec.dataset());
  }

  private static byte[] update(float... head) {
    float[] values = Arrays.copyOf(head, PARAMETERS + 1);
    values[PARAMETERS] = 1f;
    return Float32.bytes(values);
  }

  private static float[] changes(byte[] update) {
    float[] changes = new float[PARAMETERS];
    Float32.read(update, changes);
    return changes;
  }

  @Test
  void theCentreOfCentredClippingGoesOnFromRoundToRound() {
    Model model =
        Model.of(
            spec(
                SGD,
                "'local_steps':1,'slots':3,"
                    + "'aggregation':{'type':'centred_clipping','byzantine':1,'radius':2}"));
    assertEquals(2 * PARAMETERS * Float.BYTES, model.stateBytes());
    byte[] state = model.init(SEED);
    float[] expected = model.read(state).parameters();
    float[] centre = new float[PARAMETERS];
    for (int round = 0; round < 3; round++) {
      List<byte[]> updates = List.of(update(1, 2), update(-300, 0, 9), update(0.5f, 0, 0, -1));
      state = model.combine(state, CombineRound.of(SEED, round), updates);
      float[] aggregate = new float[PARAMETERS];
      model
          .spec()
          .aggregation()
          .aggregator()
          .aggregate(
              updates.stream().map(ServerStepTest::changes).toList(),
              new AggregationRound(SEED, round, centre, Optional.empty()),
              aggregate);
      for (int i = 0; i < PARAMETERS; i++) expected[i] += aggregate[i];
    }
    assertArrayEquals(expected, model.read(state).parameters());
    assertArrayEquals(centre, model.read(state).ruleMemory());
    assertTrue(Math.abs(centre[0]) > 0.1 && Math.abs(centre[0]) < 6, "clipped: " + centre[0]);
  }

  @Test
  void aVerifiedTaskKeepsTheMomentumOfEverySlotInItsState() {
    Model model =
        Model.of(
            spec(SGD, "'local_steps':1,'slots':2,'worker_momentum':0.75,'aggregation':'mean'"));
    assertEquals(3 * PARAMETERS * Float.BYTES, model.stateBytes());
    byte[] state = model.init(SEED);
    float before = model.read(state).parameters()[0];
    for (int round = 0; round < 2; round++)
      state = model.combine(state, CombineRound.of(SEED, round), List.of(update(4), update(0, 8)));
    // 0.25 * 4 = 1, then 0.75 * 1 + 1.
    assertEquals(1.75f, model.read(state).momenta()[0]);
    assertEquals(3.5f, model.read(state).momenta()[PARAMETERS + 1]);
    assertEquals(before + 0.5f + 0.875f, model.read(state).parameters()[0], 1e-6f);
  }

  @Test
  void inGradientModeOneSlotAndSgdIsPlainDescent() {
    String rounds = "'slots':1,'aggregation':'mean'";
    ModelSpec gradient = spec(SGD, "'mode':'gradient'," + rounds);
    ModelSpec local = spec(SGD, "'local_steps':1," + rounds);
    assertEquals(1, gradient.localSteps());
    assertArrayEquals(train(local, 8), train(gradient, 8), 1e-6f);
  }

  @Test
  void aGradientOverSeveralBatchesIsTheirMean() {
    String rounds = ",'slots':1,'aggregation':'mean'";
    // Two batches of 3 rows are one batch of 6 rows; the mean over rows is the same.
    ModelSpec two = spec(SGD, "'mode':'gradient','local_steps':2" + rounds);
    ModelSpec one = spec(SGD, "'mode':'gradient'" + rounds).withBatchSize(6);
    byte[] state = Model.of(two).init(SEED);
    byte[] ofTwo = new Training(Model.of(two), data(two), SEED).work(state, 1, 0);
    byte[] ofOne = new Training(Model.of(one), data(one), SEED).work(state, 1, 0);
    assertArrayEquals(changes(ofOne), changes(ofTwo), 1e-6f);
    assertEquals(Model.of(one).loss(ofOne), Model.of(two).loss(ofTwo), 1e-6f);
  }

  @Test
  void theMomentsOfAdamGoOnOverTheRoundsOfGradientMode() {
    ModelSpec spec =
        spec(
            "{'type':'adam','learning_rate':0.125,'epsilon':1e-6}",
            "'mode':'gradient','slots':1,'aggregation':'mean',"
                + "'schedule':{'type':'step','factor':0.5,'every_rounds':2}");
    Model model = Model.of(spec);
    byte[] state = model.init(SEED);
    double first = 0;
    double second = 0;
    double weight = model.read(state).parameters()[0];
    for (int round = 0; round < 5; round++) {
      float gradient = round % 2 == 0 ? 0.5f : -2f;
      state = model.combine(state, CombineRound.of(SEED, round), List.of(update(gradient)));
      first = 0.9 * first + 0.1 * gradient;
      second = 0.999 * second + 0.001 * gradient * gradient;
      int halvings = round / 2;
      double rate = 0.125 * Math.pow(0.5, halvings);
      weight -=
          rate
              * (first / (1 - Math.pow(0.9, round + 1)))
              / (Math.sqrt(second / (1 - Math.pow(0.999, round + 1))) + 1e-6);
      assertEquals(weight, model.read(state).parameters()[0], 1e-5, "round " + round);
    }
    assertEquals(first, model.read(state).moments()[0], 1e-6);
    assertEquals(second, model.read(state).moments()[PARAMETERS], 1e-6);
  }

  @Test
  void aServerOptimizerKeepsItsMomentumOverTheRoundsOfLocalSteps() {
    Model model =
        Model.of(
            spec(
                SGD,
                "'local_steps':1,'slots':2,'aggregation':'mean','server_optimizer':"
                    + "{'type':'momentum','learning_rate':0.5,'momentum':0.5}"));
    byte[] state = model.init(SEED);
    float before = model.read(state).parameters()[0];
    for (int round = 0; round < 2; round++)
      state = model.combine(state, CombineRound.of(SEED, round), List.of(update(4), update(0)));
    // The velocity is -2, then 0.5 * -2 - 2; each step adds half of its opposite.
    assertEquals(-3f, model.read(state).moments()[0]);
    assertEquals(before + 1f + 1.5f, model.read(state).parameters()[0], 1e-6f);
  }

  @Test
  void bucketsAreThoseOfTheTasksSeedAndRound() {
    Model model =
        Model.of(
            spec(
                SGD,
                "'local_steps':1,'slots':6,"
                    + "'aggregation':{'type':'median','byzantine':1,'bucketing':2}"));
    byte[] state = model.init(SEED);
    List<byte[]> updates = new ArrayList<>();
    for (int i = 0; i < 6; i++) updates.add(update(1 << i, -i * i, i % 3));
    byte[] next = model.combine(state, CombineRound.of(SEED, 1), updates);
    assertArrayEquals(next, model.combine(state, CombineRound.of(SEED, 1), updates));
    boolean differs = false;
    for (int round = 2; round < 6; round++)
      differs |= !Arrays.equals(next, model.combine(state, CombineRound.of(SEED, round), updates));
    assertTrue(differs, "other rounds have other buckets");
    assertThrows(IllegalArgumentException.class, () -> model.combine(state, updates));
  }

  @Test
  void nothingThatIsSentMakesAStateInfinite() {
    for (String rounds :
        List.of(
            "'mode':'gradient','aggregation':'mean','worker_momentum':0.9",
            "'local_steps':1,'aggregation':{'type':'centred_clipping','byzantine':0},"
                + "'server_optimizer':{'type':'adam','learning_rate':1000}")) {
      Model model = Model.of(spec("{'type':'adamw','learning_rate':100}", rounds + ",'slots':2"));
      byte[] state = model.init(SEED);
      float[] huge = new float[PARAMETERS];
      Arrays.fill(huge, Float.MAX_VALUE);
      for (int round = 0; round < 4; round++) {
        huge[0] = -huge[0];
        state =
            model.combine(state, CombineRound.of(SEED, round), List.of(update(huge), update(huge)));
        assertEquals(Optional.empty(), model.rejectState(state));
      }
    }
  }

  @Test
  void evaluationLooksAtTheParametersAlone() {
    ModelSpec spec =
        spec(
            "{'type':'adam','learning_rate':0.1}",
            "'mode':'gradient','slots':1," + "'aggregation':'mean'");
    Model model = Model.of(spec);
    byte[] state = model.init(SEED);
    byte[] parameters = Arrays.copyOf(state, PARAMETERS * Float.BYTES);
    byte[] later = state.clone();
    for (int i = PARAMETERS; i < 3 * PARAMETERS; i++) Float32.view(later).putFloat(4 * i, 5f);
    assertEquals(model.evaluate(state, data(spec)), model.evaluate(later, data(spec)));
    float[] row = {0.1f, 0.2f, 0.3f, 0.4f};
    assertEquals(model.classify(state, row), model.classify(later, row));
    assertArrayEquals(state, model.stateOf(parameters), "nothing remembered yet");
    assertFalse(Arrays.equals(later, model.stateOf(parameters)));
  }

  @Test
  void aStateOfAnotherLengthOrWithBadMemoryIsRefusedByName() {
    Model model =
        Model.of(
            spec(
                "{'type':'adam','learning_rate':0.1}",
                "'mode':'gradient','slots':3,'worker_momentum':0.5,"
                    + "'aggregation':{'type':'centred_clipping','byzantine':1}"));
    // Parameters, centre, three momenta, two moments.
    int numbers = 7 * PARAMETERS;
    assertEquals(
        Optional.of("state has 60 bytes, expected " + 4 * numbers),
        model.rejectState(new byte[60]));
    var places =
        List.of(
            "the memory of centred_clipping for layer 0 biases, column 2",
            "the momentum of slot 0 for layer 0 biases, column 2",
            "the momentum of slot 1 for layer 0 biases, column 2",
            "the momentum of slot 2 for layer 0 biases, column 2",
            "moment 0 of the server's optimiser for layer 0 biases, column 2",
            "moment 1 of the server's optimiser for layer 0 biases, column 2");
    for (int part = 1; part < 7; part++) {
      int last = (part + 1) * PARAMETERS - 1;
      assertEquals(places.get(part - 1), model.describe(4L * last));
      byte[] bad = model.init(SEED);
      Float32.view(bad).putFloat(4 * last, Float.NaN);
      assertEquals(
          Optional.of("state is not finite: NaN at " + places.get(part - 1)),
          model.rejectState(bad));
    }
    assertThrows(IllegalArgumentException.class, () -> model.describe(4L * numbers));
  }

  @Test
  void flTrustFollowsTheServersOwnUnit() {
    ModelSpec spec =
        spec(SGD, "'local_steps':2,'slots':3,'aggregation':{'type':'fltrust','byzantine':2}");
    Model model = Model.of(spec);
    byte[] state = model.init(SEED);
    var root = new TrustedRoot(model, data(spec), SEED);
    float[] trusted = root.update(state, 1);
    assertArrayEquals(trusted, root.update(state, 1), "the same for whoever combines");
    float[] opposite = new float[PARAMETERS];
    float[] longer = new float[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      opposite[i] = -trusted[i];
      longer[i] = 50 * trusted[i];
    }
    var round = new CombineRound(SEED, 1, Optional.of(trusted));
    byte[] next =
        model.combine(state, round, List.of(update(opposite), update(longer), update(opposite)));
    float[] before = model.read(state).parameters();
    for (int i = 0; i < PARAMETERS; i++) before[i] += trusted[i];
    assertArrayEquals(before, model.read(next).parameters(), 1e-6f);
    var missing = List.of(update(1), update(2), update(3));
    assertThrows(
        IllegalArgumentException.class,
        () -> model.combine(state, CombineRound.of(SEED, 1), missing));
  }

  private static float[] train(ModelSpec spec, int rounds) {
    Model model = Model.of(spec);
    var training = new Training(model, data(spec), SEED);
    byte[] state = model.init(SEED);
    for (int round = 0; round < rounds; round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < spec.slots(); slot++)
        updates.add(training.work(state, round, slot));
      state = model.combine(state, CombineRound.of(SEED, round), updates);
    }
    return model.read(state).parameters();
  }
}
