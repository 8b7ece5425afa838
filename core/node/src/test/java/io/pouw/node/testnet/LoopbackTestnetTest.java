package io.pouw.node.testnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.testnet.RunningTestnet;
import io.pouw.plugin.testnet.TestnetCounts;
import io.pouw.plugin.testnet.TestnetHost;
import io.pouw.plugin.testnet.TestnetPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoopbackTestnetTest {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  @Test
  void itsNodesOrderWhatItsClientsSend() throws Exception {
    TestnetHost host = ServiceLoader.load(TestnetHost.class).findFirst().orElseThrow();
    var up = new ArrayList<Integer>();
    var plan = new TestnetPlan(4, Duration.ofSeconds(30), 5_000);
    try (RunningTestnet testnet = host.start(plan, up::add)) {
      assertEquals(List.of(1, 2, 3, 4), up);
      TestnetCounts counts = awaitProcessed(testnet, 4);
      assertTrue(counts.rounds() > 0, counts::toString);
      assertTrue(testnet.height() >= counts.rounds(), counts::toString);
      assertTrue(counts.meanConsensusSeconds() > 0, counts::toString);
      assertEquals(100, counts.uptimePercent(), counts::toString);
      assertEquals(0, counts.nodeFailures(), counts::toString);
      assertEquals(0, counts.equivocations(), counts::toString);
    }
  }

  @Test
  void nothingOfItIsLeftWhenItIsClosed() throws Exception {
    ScratchFolder folder = ScratchFolder.make("pouw-test");
    var plan = new TestnetPlan(1, Duration.ofSeconds(1), 1_000);
    var network =
        new LoopbackNetwork(folder.path(), plan.nodes(), plan.stakePerNode(), 1, up -> {});
    assertTrue(folder.path().resolve("node_1").toFile().isDirectory());
    network.close();
    folder.close();
    assertFalse(folder.path().toFile().exists());
    assertInstanceOf(
        LoopbackTestnetHost.class, ServiceLoader.load(TestnetHost.class).iterator().next());
  }

  private static TestnetCounts awaitProcessed(RunningTestnet testnet, long wanted) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    TestnetCounts counts = testnet.counts();
    while (counts.processed() < wanted) {
      assertTrue(System.nanoTime() < deadline, counts::toString);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      counts = testnet.counts();
    }
    return counts;
  }
}
