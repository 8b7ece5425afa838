package io.pouw.simulation.cli;

import io.pouw.plugin.testnet.RunningTestnet;
import io.pouw.plugin.testnet.TestnetCounts;
import io.pouw.plugin.testnet.TestnetHost;
import io.pouw.plugin.testnet.TestnetPlan;
import io.pouw.plugin.testnet.TestnetProgress;
import io.pouw.plugin.testnet.TestnetReport;
import io.pouw.simulation.Testnet;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One {@code pouw testnet run}: in simulation, or with real nodes for as long as it says. */
final class TestnetRun implements AutoCloseable {
  private static final long LOOK_MS = 1_000;
  private static final long STOP_SECONDS = 60;

  private final TestnetPlan plan;
  private final Consumer<String> out;
  private final ProgressLines progress;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread ending = new Thread(this::end, "end-testnet");

  TestnetRun(TestnetPlan plan, Consumer<String> out) {
    this.plan = plan;
    this.out = out;
    this.progress = new ProgressLines(out);
  }

  TestnetReport simulated(long seed, Testnet.Weather weather) {
    out.accept(
        "%d nodes, %s of virtual time, seed %d; votes are signed by a keyed hash, all else as in production"
            .formatted(plan.nodes(), plan.duration(), seed));
    return new Testnet(seed, plan, weather).run(progress::accept);
  }

  /**
   * Runs real nodes to the end of their time, or until the process is asked to end: then the report
   * is that of the time they had.
   */
  TestnetReport real() throws Exception {
    TestnetHost host =
        ServiceLoader.load(TestnetHost.class)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "--real needs the node: run the simulator by ./pouw or pouw.jar"));
    out.accept(
        "%d nodes on loopback, %s of real time: own keys, TLS, stores on disk, every signature checked"
            .formatted(plan.nodes(), plan.duration()));
    Runtime.getRuntime().addShutdownHook(ending);
    try (RunningTestnet testnet = host.start(plan, this::up)) {
      return new TestnetReport(plan, watch(testnet));
    }
  }

  private void up(int nodes) {
    if (nodes % 10 == 0 || nodes == plan.nodes())
      out.accept("%d of %d nodes are up".formatted(nodes, plan.nodes()));
  }

  private TestnetCounts watch(RunningTestnet testnet) throws InterruptedException {
    long began = System.nanoTime();
    long left = plan.duration().toMillis();
    while (left > 0 && !asked.await(Math.min(LOOK_MS, left), TimeUnit.MILLISECONDS)) {
      testnet.counts();
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      left = plan.duration().toMillis() - passed;
      progress.accept(
          new TestnetProgress(
              Duration.ofMillis(passed), plan.duration(), testnet.height(), passed / 1e3));
    }
    return testnet.counts();
  }

  /** Lets the command stop its nodes and write its report before the JVM goes. */
  private void end() {
    asked.countDown();
    try {
      if (!done.await(STOP_SECONDS, TimeUnit.SECONDS))
        out.accept("the nodes did not stop within " + STOP_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The report is written: a process that was asked to end may do so. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook with it.
    }
  }
}
