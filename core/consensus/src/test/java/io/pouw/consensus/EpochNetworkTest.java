package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
    var network = new EpochNetwork(seed, count, wholeSetsChange);
    network.nodes.forEach(EpochNode::start);
    network.faulty(true);
    for (int step = 0; step < FAULTY_STEPS; step++) {
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
}
