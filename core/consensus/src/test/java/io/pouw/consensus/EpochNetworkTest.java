package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks whose validators change with every epoch, under faults. */
class EpochNetworkTest {
  private static final int FAULTY_STEPS = 40;
  private static final long STEP_MS = 500;
  private static final long PATIENCE_MS = 60_000;

  @ParameterizedTest
  @CsvSource({"5, false, 60", "7, false, 40", "8, true, 60", "12, true, 30"})
  void setsChangeAndAllAgreeAndEverybodyGetsOnWhenTheFaultsEnd(
      int nodes, boolean wholeSetsChange, int seeds) {
    long heights = 0;
    for (long seed = 0; seed < seeds; seed++) {
      try {
        heights += run(seed, nodes, wholeSetsChange);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
    System.out.printf("%d nodes: %d heights in %d seeds%n", nodes, heights, seeds);
  }

  private static long run(long seed, int count, boolean wholeSetsChange) {
    return run(new EpochNetwork(seed, count, wholeSetsChange), false);
  }

  @ParameterizedTest
  @CsvSource({"7, 100", "10, 40"})
  void restoredBackupsComeBackWithoutContradictingThemselves(int nodes, int seeds) {
    for (long seed = 0; seed < seeds; seed++) {
      try {
        run(EpochNetwork.ofEquals(seed, nodes), true);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
  }

  private static long run(EpochNetwork network, boolean restores) {
    int count = network.nodes.size();
    network.nodes.forEach(EpochNode::start);
    network.faulty(true);
    for (int step = 0; step < FAULTY_STEPS; step++) {
      if (step % 8 == 0) network.nodes.forEach(EpochNode::backUp);
      // One at a time, as the guard assumes: what is restored counts among the faulty.
      if (restores && step % 6 == 5 && network.nodes.stream().noneMatch(EpochNode::isReturning))
        network.nodes.get(network.random.nextInt(count)).restore();
      EpochNode struck = network.nodes.get(network.random.nextInt(count));
      if (network.random.nextInt(3) == 0) struck.crash();
      else struck.start();
      if (network.random.nextInt(40) == 0) network.nodes.forEach(EpochNode::crash);
      network.run(STEP_MS);
    }
    network.faulty(false);
    network.nodes.forEach(EpochNode::start);
    long goal = network.highest() + 3L * EpochNetwork.EPOCH_BLOCKS;
    for (long waited = 0; network.lowest() < goal; waited += STEP_MS) {
      assertTrue(
          waited < PATIENCE_MS,
          "stuck at "
              + network.nodes.stream().map(node -> node.head().height()).toList()
              + " of "
              + goal
              + ": "
              + network.nodes);
      network.run(STEP_MS);
    }
    return network.highest();
  }

  /** Nobody may have kept more for having waited longer. */
  @Test
  void aNetworkWithoutAQuorumForADayCommitsSoonAfterItsReturnAndKeepsNothingOfTheDay() {
    var network = new EpochNetwork(1, 5, false);
    network.nodes.forEach(EpochNode::start);
    network.run(5_000);
    for (EpochNode each : network.nodes.subList(2, 5)) each.crash();
    network.run(10_000);
    long before = network.highest();
    int kept = network.nodes.getFirst().recordCount();
    network.run(Duration.ofDays(1).toMillis());
    assertEquals(before, network.highest(), "two of five are no quorum");
    assertTrue(network.nodes.getFirst().recordCount() <= kept + 2);
    assertTrue(network.waiting() < 2_000, network.waiting() + " events wait");
    network.nodes.forEach(EpochNode::start);
    network.run(20_000);
    assertTrue(network.highest() > before);
    assertTrue(network.lowest() > before);
  }
}
