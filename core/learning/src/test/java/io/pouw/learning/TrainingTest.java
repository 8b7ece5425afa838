package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.OptimizerSpec;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static final Hash SEED = StripeTraining.SEED;

  private final ModelSpec spec = StripeTraining.spec("momentum");
  private final Dataset data = StripeTraining.data(spec);
  private final Model model = Model.of(spec);
  private final Training training = new Training(model, data, SEED);
  private final byte[] state = model.init(SEED);

  @Test
  void trainingLearnsTheData() {
    byte[] trained = StripeTraining.train("momentum", KernelPath.fastest());
    Evaluation before = model.evaluate(state, data);
    Evaluation after = model.evaluate(trained, data);
    assertEquals(101, after.total());
    assertTrue(after.accuracy() > 0.9, after.toString());
    assertTrue(after.meanLoss() < before.meanLoss() / 2, before + " then " + after);
    float[] row = new float[data.features()];
    data.copyRow(3, row, 0);
    Classification said = model.classify(trained, row);
    float[] target = new float[1];
    data.copyTargets(3, target, 0);
    assertEquals(target[0], said.label());
    assertEquals(1, said.probabilities().stream().mapToDouble(p -> p).sum(), 1e-5);
    assertThrows(IllegalArgumentException.class, () -> model.classify(trained, new float[7]));
  }

  @Test
  void theInitialStateIsADrawFromTheStatedInterval() {
    float limit = (float) Math.sqrt(6.0 / 300);
    float greatest = 0;
    for (int i = 0; i < 300 * 37; i++)
      greatest = Math.max(greatest, Math.abs(Float32.at(state, i)));
    assertTrue(greatest <= limit && greatest > 0.99f * limit, greatest + " of " + limit);
    for (int i = 300 * 37; i < 301 * 37; i++) assertEquals(0f, Float32.at(state, i));
    assertFalse(Arrays.equals(state, model.init(Hash.ZERO)));
  }

  @Test
  void unitsComputedAtOnceAreThoseComputedAlone() throws Exception {
    List<byte[]> alone = new ArrayList<>();
    List<Callable<byte[]>> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int round = i / 3;
      int slot = i % 3;
      alone.add(training.work(state, round, slot));
      calls.add(() -> training.work(state, round, slot));
    }
    try (var threads = Executors.newFixedThreadPool(6)) {
      var results = threads.invokeAll(calls);
      for (int i = 0; i < results.size(); i++)
        assertArrayEquals(alone.get(i), results.get(i).get());
    }
  }

  @Test
  void aUnitDependsOnSeedRoundAndSlot() {
    byte[] unit = training.work(state, 1, 1);
    assertFalse(Arrays.equals(unit, training.work(state, 1, 2)));
    assertFalse(Arrays.equals(unit, training.work(state, 2, 1)));
    Training other = new Training(model, data, Hash.ZERO);
    assertFalse(Arrays.equals(unit, other.work(state, 1, 1)));
    assertArrayEquals(unit, new Training(Model.of(spec), data, SEED).work(state, 1, 1));
  }

  @Test
  void theUnitsOfARoundShareOutTheEpochWithoutOverlap() {
    SampleOrder order = new SampleOrder(SEED, 1_000);
    int[] epoch = new int[1_000];
    order.copy(2_000, epoch);
    assertEquals(1_000, Arrays.stream(epoch).distinct().count());
    int[] across = new int[300];
    order.copy(2_900, across);
    assertArrayEquals(
        Arrays.copyOfRange(epoch, 900, 1_000), Arrays.copyOf(across, 100), "end of epoch 2");
    int[] next = new int[200];
    order.copy(3_000, next);
    assertArrayEquals(next, Arrays.copyOfRange(across, 100, 300), "begin of epoch 3");
    assertFalse(Arrays.equals(Arrays.copyOf(epoch, 200), next));
    int[] manyEpochs = new int[3_500];
    order.copy(1_500, manyEpochs);
    assertArrayEquals(epoch, Arrays.copyOfRange(manyEpochs, 500, 1_500));
  }

  @Test
  void anUpdateIsTheChangeOfEachParameterAndTheLoss() {
    byte[] update = training.work(state, 0, 0);
    assertEquals(model.updateBytes(), update.length);
    assertEquals(Optional.empty(), model.rejectUpdate(update));
    assertEquals(1.6, model.loss(update), 0.4, "about ln 5");
  }

  @Test
  void combiningAddsTheMeanOfTheUpdates() {
    List<byte[]> updates = new ArrayList<>();
    for (int slot = 0; slot < 3; slot++) updates.add(training.work(state, 0, slot));
    byte[] next = model.combine(state, updates);
    int last = model.stateBytes() / Float.BYTES - 1;
    for (int i : new int[] {0, 77, last}) {
      float sum = 0f;
      for (byte[] update : updates) sum += Float32.at(update, i);
      assertEquals(Math.fma(sum, 1f / 3, Float32.at(state, i)), Float32.at(next, i));
    }
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> model.combine(state, updates.subList(0, 2)));
    assertEquals("a round has 3 updates, not 2", refusal.getMessage());
  }

  @Test
  void updatesThatCannotBeAreRefusedWithTheReason() {
    byte[] update = training.work(state, 0, 0);
    assertEquals(
        Optional.of("update has 3 bytes, expected " + model.updateBytes()),
        model.rejectUpdate(new byte[3]));
    Float32.view(update).putFloat(4 * 40, Float.NaN);
    assertEquals(
        Optional.of("update is not finite: NaN at layer 0 weights, row 1, column 3"),
        model.rejectUpdate(update));
    assertThrows(
        IllegalArgumentException.class,
        () -> model.combine(state, List.of(update, update, update)));
    byte[] infinite = training.work(state, 0, 0);
    Float32.view(infinite).putFloat(model.stateBytes(), Float.NEGATIVE_INFINITY);
    assertEquals(
        Optional.of("update is not finite: -Infinity at the loss"), model.rejectUpdate(infinite));
  }

  @Test
  void hugeUpdatesNeverMakeTheStateInfinite() {
    byte[] huge = Float32.allocate(model.updateBytes() / Float.BYTES);
    for (int i = 0; i < model.updateBytes(); i += 4)
      Float32.view(huge).putFloat(i, Float.MAX_VALUE);
    byte[] next = model.combine(state, List.of(huge, huge, huge));
    assertArrayEquals(state, next);
  }

  @Test
  void aUnitThatDivergesChangesNothingAndSaysSo() {
    Model wild = Model.of(withLearningRate(1_000f));
    byte[] start = wild.init(SEED);
    float[] large = new float[wild.stateBytes() / Float.BYTES];
    Arrays.fill(large, 1e36f);
    Training diverging = new Training(wild, data, SEED);
    byte[] update = diverging.work(Float32.bytes(large), 0, 0);
    assertEquals(Optional.empty(), wild.rejectUpdate(update));
    assertEquals(Float.MAX_VALUE, wild.loss(update));
    assertArrayEquals(start, wild.combine(start, List.of(update, update, update)));
  }

  private ModelSpec withLearningRate(float rate) {
    return new ModelSpec(
        spec.dataset(),
        spec.layers(),
        spec.loss(),
        new OptimizerSpec.Sgd(rate),
        spec.learningRateDecay(),
        spec.batchSize(),
        spec.localSteps(),
        spec.slots(),
        spec.extent(),
        spec.checkpointRounds(),
        spec.aggregation(),
        spec.minAccuracy(),
        spec.seed());
  }

  @Test
  void unitsAndStatesThatDoNotExistAreRefused() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> training.work(state, 4, 0));
    assertEquals(
        "there is no round 4, slot 0: the task has 4 rounds of 3 slots", refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> training.work(state, 0, 3));
    assertThrows(IllegalArgumentException.class, () -> training.work(state, -1, 0));
    byte[] shorter = Arrays.copyOf(state, state.length - 4);
    assertThrows(IllegalArgumentException.class, () -> training.work(shorter, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> model.evaluate(shorter, data));
  }

  @Test
  void everyByteOfAStateHasAName() {
    assertEquals("layer 0 weights, row 0, column 0", model.describe(3));
    assertEquals("layer 0 weights, row 17, column 1", model.describe(4 * (17 * 37 + 1)));
    assertEquals("layer 0 biases, column 36", model.describe(4L * 301 * 37 - 1));
    assertEquals("layer 1 weights, row 0, column 0", model.describe(4L * 301 * 37));
    assertEquals("layer 2 biases, column 4", model.describe(model.stateBytes() - 1));
    assertThrows(IllegalArgumentException.class, () -> model.describe(model.stateBytes()));
  }
}
