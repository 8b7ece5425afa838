package io.pouw.node.testnet;

import io.pouw.ledger.LedgerEvent;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.testnet.RunningTestnet;
import io.pouw.plugin.testnet.TestnetCounts;
import io.pouw.plugin.testnet.TestnetPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;

/** A testnet of production nodes in this JVM, with a client at each. */
final class LoopbackTestnet implements RunningTestnet {
  private static final double NANOS = 1e9;

  private final ScratchFolder folder;
  private final LoopbackNetwork network;
  private final List<TestnetClient> clients = new ArrayList<>();
  private final AtomicLong convictions = new AtomicLong();
  private final long heightAtStart;
  private final long viewChangesAtStart;
  private final long startNanos;
  private long lastLookNanos;
  private double nodeSeconds;
  private double downSeconds;

  private LoopbackTestnet(ScratchFolder folder, LoopbackNetwork network) {
    this.folder = folder;
    this.network = network;
    this.heightAtStart = height();
    this.viewChangesAtStart = viewChanges();
    this.startNanos = System.nanoTime();
    this.lastLookNanos = startNanos;
  }

  /**
   * Starts it.
   *
   * @throws Exception if a node cannot be started; then nothing is left
   */
  static LoopbackTestnet start(TestnetPlan plan, IntConsumer up) throws Exception {
    ScratchFolder folder = ScratchFolder.make("pouw-testnet");
    try {
      var network =
          new LoopbackNetwork(folder.path(), plan.nodes(), plan.stakePerNode(), plan.nodes(), up);
      var testnet = new LoopbackTestnet(folder, network);
      testnet.watchConvictions();
      testnet.startClients();
      return testnet;
    } catch (Exception e) {
      folder.close();
      throw e;
    }
  }

  private void watchConvictions() {
    network
        .nodes()
        .getFirst()
        .vertx()
        .eventBus()
        .<LedgerAdvanced>localConsumer(
            Bus.ADVANCED,
            event ->
                convictions.addAndGet(
                    event.body().events().stream()
                        .filter(each -> each.kind() == LedgerEvent.Kind.SLASH)
                        .count()));
  }

  private void startClients() {
    for (int i = 0; i < network.nodes().size(); i++)
      clients.add(new TestnetClient(network.nodes().get(i), network.clients().get(i)));
    clients.forEach(TestnetClient::start);
  }

  @Override
  public TestnetCounts counts() {
    long now = System.nanoTime();
    look(now);
    return new TestnetCounts(
        (now - startNanos) / NANOS,
        height() - heightAtStart,
        clients.stream().mapToLong(TestnetClient::processed).sum(),
        meanConsensusSeconds(),
        network.nodes().stream().filter(PouwNode::failed).count(),
        viewChanges() - viewChangesAtStart,
        downSeconds == 0 ? 100 : 100 * (1 - downSeconds / nodeSeconds),
        convictions.get());
  }

  /** A node that has failed counts as down since the last look. */
  private void look(long now) {
    double seconds = (now - lastLookNanos) / NANOS;
    lastLookNanos = now;
    for (PouwNode node : network.nodes()) {
      nodeSeconds += seconds;
      if (node.failed()) downSeconds += seconds;
    }
  }

  private double meanConsensusSeconds() {
    double sum = network.nodes().stream().mapToDouble(each -> each.finality().totalMillis()).sum();
    long count = network.nodes().stream().mapToLong(each -> each.finality().count()).sum();
    return count == 0 ? 0 : sum / count / 1e3;
  }

  @Override
  public long height() {
    return most(node -> node.ledger().height());
  }

  private long viewChanges() {
    return most(node -> node.consensus().viewChanges());
  }

  private long most(ToLongFunction<PouwNode> figure) {
    return network.nodes().stream().mapToLong(figure).max().orElse(0);
  }

  @Override
  public void close() {
    network.close();
    folder.close();
  }
}
