package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Parameter;
import io.pouw.ledger.Parameters;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, crashes and cheaters at random places; the seed is printed. */
class FaultsTest {
  private static final Parameters PARAMETERS =
      Parameters.DEFAULTS
          .with(Parameter.CHECKPOINT_DEADLINE, 20)
          .with(Parameter.OPEN_DEADLINE, 20)
          .with(Parameter.DRAW_STRIDE_WEIGHT, 6 * IrisRegression.UNIT_WEIGHT);

  static LongStream fewSeeds() {
    return LongStream.range(0, 4);
  }

  static LongStream manySeeds() {
    return LongStream.range(4, 100);
  }

  @ParameterizedTest
  @MethodSource("fewSeeds")
  void aTaskEndsHonestlyWhateverHappens(long seed) {
    run(seed, "24,6,4");
  }

  @ParameterizedTest
  @MethodSource("fewSeeds")
  void aTaskOfChainedUnitsDoesToo(long seed) {
    run(seed, "24,6,4,chained");
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void aTaskEndsHonestlyWhateverHappensAtLength(long seed) {
    run(seed, "24,6,4");
    run(seed, "24,6,4,chained");
  }

  private static void run(long seed, String spec) {
    var random = new SplittableRandom(seed);
    var network = new TestNetwork(4, PARAMETERS, seed, random.nextDouble(0.15));
    network.submitTask(spec);
    TestNode cheater = network.node("miner" + random.nextInt(4));
    boolean cheats = random.nextBoolean();
    int from = random.nextInt(20);
    if (cheats) cheater.misconduct = new ForgedUnits(cheater.keys, from);
    for (int i = random.nextInt(8); i > 0; i--) crash(network, random);
    network.runToEnd();
    List<String> slashed = network.slashed();
    assertTrue(
        slashed.isEmpty() || cheats && slashed.equals(List.of(cheater.name)), slashed.toString());
    if (!cheats || !slashed.isEmpty() || wasNeverHeard(network, cheater))
      assertEquals(network.honestResult(), network.result());
  }

  /** Whether the cheater has no units in the result: then its lies did no harm. */
  private static boolean wasNeverHeard(TestNetwork network, TestNode cheater) {
    return network.task().checkpoints().stream()
        .flatMap(each -> each.content().miners().stream())
        .noneMatch(each -> each.miner().equals(cheater.address()));
  }

  private static void crash(TestNetwork network, SplittableRandom random) {
    List<TestNode> all = List.copyOf(network.nodes.values());
    TestNode victim = all.get(random.nextInt(all.size()));
    long down = random.nextLong(3_000);
    network.after(
        random.nextLong(4_000),
        () -> {
          if (!victim.alive) return;
          victim.kill();
          network.after(down, () -> victim.restart(network.ledger));
        });
  }
}
