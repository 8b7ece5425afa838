package io.pouw.security.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.attack.DataAttack;
import io.pouw.primitives.Address;
import io.pouw.work.UpdateJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is named, and who is not, in trainings such as the federated demo's. */
class GradientWatchTest {
  private static final long SEED = 20_261_121;
  private static final List<Address> WORKERS = workers();
  private static final Set<Address> POISONED =
      new TreeSet<>(WORKERS.subList(Averaging.WORKERS - Averaging.POISONED, Averaging.WORKERS));

  private static List<Address> workers() {
    List<Address> workers = new ArrayList<>();
    for (int i = 0; i < Averaging.WORKERS; i++) {
      byte[] bytes = new byte[Address.BYTES];
      bytes[0] = (byte) i;
      workers.add(Address.of(bytes));
    }
    return workers;
  }

  private static Set<Address> named(
      long seed, float momentum, Averaging.Poison poison, Optional<DataAttack> onData) {
    var watch = new GradientWatch(GradientPolicy.DEFAULTS);
    var named = new TreeSet<Address>();
    new Averaging(seed, momentum, poison, onData)
        .run((round, updates) -> {
          UpdateJudge.Findings found = watch.judge(round, WORKERS, watch.measure(updates));
          for (UpdateJudge.Named each : found.named())
            assertTrue(named.add(each.worker()), () -> "named twice: " + each);
        });
    return named;
  }

  private static float[] times(float[] update, float factor) {
    float[] product = update.clone();
    for (int i = 0; i < product.length; i++) product[i] *= factor;
    return product;
  }

  private static float[] noise(float[] update) {
    var random = new Random(SEED);
    float[] noise = new float[update.length];
    for (int i = 0; i < noise.length; i++) noise[i] = 0.1f * (float) random.nextGaussian();
    return noise;
  }

  static Stream<Arguments> poisons() {
    Optional<DataAttack> clean = Optional.empty();
    return Stream.of(
        poison("sign_flip", (own, step) -> times(own, -1), clean),
        poison("ipm", (own, step) -> times(own, -0.5f), clean),
        poison("scaled", (own, step) -> times(own, 20), clean),
        poison("gaussian", (own, step) -> noise(own), clean),
        poison("zero", (own, step) -> times(own, 0), clean),
        poison("mimic", (own, step) -> step, clean),
        poison("label_flip", (own, step) -> own, Optional.of(new DataAttack.LabelFlip(10))),
        poison(
            "backdoor",
            (own, step) -> times(own, 3),
            Optional.of(DataAttack.Backdoor.corner(8, 0))));
  }

  private static Arguments poison(
      String name, Averaging.Poison poison, Optional<DataAttack> onData) {
    return Arguments.of(name, poison, onData);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("poisons")
  void thePoisonedWorkersAreNamedAndNobodyElse(
      String name, Averaging.Poison poison, Optional<DataAttack> onData) {
    assertEquals(POISONED, named(1, 0, poison, onData), name);
    assertEquals(POISONED, named(2, 0.9f, poison, onData), name + ", with momentum");
  }

  @Test
  void amongHonestWorkersNobodyIsNamed() {
    for (long seed = 1; seed <= 3; seed++) {
      assertEquals(Set.of(), named(seed, 0, (own, step) -> own, Optional.empty()));
      assertEquals(Set.of(), named(seed, 0.9f, (own, step) -> own, Optional.empty()));
    }
  }

  @Test
  void aRoundWithMoreSuspectsThanTheToleranceIsDoubtedOnce() {
    var watch = new GradientWatch(GradientPolicy.DEFAULTS);
    var doubts = new ArrayList<String>();
    new Averaging(1, 0, (own, step) -> times(own, 20), Optional.empty())
        .run((round, updates) ->
            watch.judge(round, WORKERS, watch.measure(updates)).doubt().ifPresent(doubts::add));
    assertEquals(
        List.of(
            "round 0: 3 of 10 workers stand out, more than the tolerated share of 0.25; who stands"
                + " out may be the honest part"),
        doubts);
  }

  @Test
  void whoSendsWhatIsNoUpdateAgainAndAgainIsNamed() {
    var watch = new GradientWatch(GradientPolicy.DEFAULTS);
    Address worker = WORKERS.getFirst();
    assertEquals(List.of(), watch.refused(0, worker, "too short").named());
    assertEquals(List.of(), watch.refused(1, worker, "too short").named());
    UpdateJudge.Named named = watch.refused(2, worker, "too short").named().getFirst();
    assertEquals("malformed: round 2: too short", named.reason());
    assertEquals(0.343, named.reputation(), 1e-12);
    assertEquals(List.of(), watch.refused(3, worker, "too short").named());
  }
}
