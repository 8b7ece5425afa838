package io.pouw.node.bench;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.node.testnet.LoopbackNetwork;
import io.pouw.node.testnet.ScratchFolder;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** Measures networks of validators on loopback: how fast, how soon, and at what cost. */
public final class ConsensusBench {
  /** More processors than these do not make a network of this size faster. */
  private static final int PROCESSORS = Math.min(8, Runtime.getRuntime().availableProcessors());

  /** Requests are signed beforehand: so many for a second, about twice what gets through. */
  private static final int SIGNED_PER_SECOND = 5_000 * PROCESSORS;

  /** The same of those that travel in bundles. */
  private static final int BUNDLED_PER_SECOND = 50_000 * PROCESSORS;

  /** Of each validator, in PAI. */
  private static final long STAKE = 10_000;

  /** More nodes than these in one JVM would measure how it shares out its processors. */
  private static final int MOST_NODES = 31;

  private static final int ENGINE_PAYLOAD = 256;

  private final Duration warmUp;
  private final Duration time;
  private final Consumer<String> progress;

  /** A benchmark that lets each case run for a while before it measures. */
  public ConsensusBench(Duration warmUp, Duration time, Consumer<String> progress) {
    this.warmUp = warmUp;
    this.time = time;
    this.progress = progress;
  }

  /**
   * The cases that the numbers of validators and the payload sizes ask for, one after the other;
   * {@code only} those whose name contains this.
   */
  public ConsensusReport run(List<Integer> validators, List<Integer> payloads, String only)
      throws Exception {
    var report = new ConsensusReport();
    for (RateFigures each : new CostBench().run(only)) {
      report.add(each);
      progress.accept(each.line());
    }
    for (ConsensusCase each : cases(validators, payloads)) {
      if (!each.name().contains(only)) continue;
      ConsensusFigures figures = run(each);
      report.add(figures);
      progress.accept(figures.line());
    }
    return report;
  }

  private static List<ConsensusCase> cases(List<Integer> validators, List<Integer> payloads) {
    var cases = new ArrayList<ConsensusCase>();
    for (int count : validators) {
      cases.add(ConsensusCase.engine(count, ENGINE_PAYLOAD));
      if (count > MOST_NODES) continue;
      cases.add(ConsensusCase.idle(count, 256));
      for (int payload : payloads) cases.add(ConsensusCase.signed(count, payload, 64, 8));
      cases.add(ConsensusCase.unsigned(count, 100, 100, 2));
    }
    return cases;
  }

  ConsensusFigures run(ConsensusCase of) throws Exception {
    return of.isOfNodes() ? runNodes(of) : runEngines(of);
  }

  private ConsensusFigures runEngines(ConsensusCase of) {
    var ring = new EngineRing(of.validators(), of.payloadBytes());
    stepFor(ring, warmUp);
    int before = ring.blocks();
    double cpu = CpuMeter.processSeconds();
    double seconds = stepFor(ring, time);
    cpu = CpuMeter.processSeconds() - cpu;
    int blocks = ring.blocks() - before;
    double[] millis = ring.millis(before, ring.blocks());
    return new ConsensusFigures(of, blocks, seconds, millis, cpu, blocks, 0);
  }

  private static double stepFor(EngineRing ring, Duration length) {
    long from = System.nanoTime();
    long now = from;
    while (now - from < length.toNanos()) {
      ring.step();
      now = System.nanoTime();
    }
    return (now - from) / 1e9;
  }

  private ConsensusFigures runNodes(ConsensusCase of) throws Exception {
    try (var folder = ScratchFolder.make("pouw-bench");
        var network = network(of, folder.path())) {
      return measure(of, network);
    }
  }

  private static LoopbackNetwork network(ConsensusCase of, Path folder) throws Exception {
    return new LoopbackNetwork(folder, of.validators(), STAKE, of.accounts(), up -> {});
  }

  private ConsensusFigures measure(ConsensusCase of, LoopbackNetwork network) throws Exception {
    progress.accept(of.name() + ": " + of.validators() + " validators are up, signing requests");
    List<ClosedLoop> loops = loops(of, network);
    loops.forEach(ClosedLoop::start);
    rest(warmUp);
    long blocks = height(network);
    double cpu = CpuMeter.processSeconds();
    long from = System.nanoTime();
    rest(time);
    long to = System.nanoTime();
    cpu = CpuMeter.processSeconds() - cpu;
    blocks = height(network) - blocks;
    loops.forEach(ClosedLoop::stop);
    rest(Duration.ofMillis(300));
    if (loops.stream().anyMatch(ClosedLoop::exhausted))
      throw new IllegalStateException(
          of.name()
              + ": the requests that were signed beforehand ran out, so the rate would be too low;"
              + " take a shorter --warm-up or --seconds");
    double[] millis =
        loops.stream()
            .flatMapToDouble(loop -> DoubleStream.of(loop.millisBetween(from, to)))
            .toArray();
    long refused = loops.stream().mapToLong(ClosedLoop::refused).sum();
    return new ConsensusFigures(
        of,
        (long) millis.length * of.requestsPerTransaction(),
        (to - from) / 1e9,
        millis,
        cpu,
        blocks,
        refused);
  }

  private static long height(LoopbackNetwork network) {
    return network.nodes().getFirst().ledger().height();
  }

  private List<ClosedLoop> loops(ConsensusCase of, LoopbackNetwork network) {
    int nodes = network.nodes().size();
    var loops = new ArrayList<ClosedLoop>();
    for (int node = 0; node < nodes; node++) {
      var byAccount = new ArrayList<ArrayDeque<Transaction>>();
      for (int account = node; account < of.accounts(); account += nodes)
        byAccount.add(sign(of, network.genesis(), network.clients().get(account)));
      PouwNode host = network.nodes().get(node);
      loops.add(
          new ClosedLoop(
              host,
              new Requests(of.requestsPerTransaction(), byAccount),
              of.window(),
              of.pauseMs()));
    }
    return loops;
  }

  private ArrayDeque<Transaction> sign(ConsensusCase of, Genesis genesis, KeyPair client) {
    long seconds = warmUp.plus(time).toSeconds() + 1;
    long perSecond =
        of.pauseMs() > 0
            ? 1000 / of.pauseMs() * of.window()
            : transactionsPerSecond(of) / of.accounts();
    var signed = new ArrayDeque<Transaction>();
    var body = new TransactionBody.Note(payload(of));
    long fee = LedgerState.genesis(genesis).leastFee(body);
    Signer signer = Signer.of(client);
    Hash chainId = genesis.chainId();
    for (long nonce = 0; nonce < perSecond * seconds; nonce++)
      signed.add(Transaction.sign(signer, chainId, nonce, fee, body));
    return signed;
  }

  private static int transactionsPerSecond(ConsensusCase of) {
    int bundle = of.requestsPerTransaction();
    return bundle == 1 ? SIGNED_PER_SECOND : BUNDLED_PER_SECOND / bundle;
  }

  /** The bytes mean nothing to the chain; requests of a bundle stand one after the other. */
  private static byte[] payload(ConsensusCase of) {
    return new byte[of.payloadBytes() * of.requestsPerTransaction()];
  }

  private static void rest(Duration length) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
  }
}
