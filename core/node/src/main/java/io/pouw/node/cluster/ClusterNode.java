package io.pouw.node.cluster;

import io.pouw.ledger.Genesis;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.sql.SqlStore;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** One member of a cluster as a process: joins, does what its kind does until it is told to end. */
public final class ClusterNode implements AutoCloseable {
  private final ClusterSettings settings;
  private final ClusterBus bus;
  private final Consumer<String> say;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);

  /**
   * Joins the cluster. Blocks.
   *
   * @param say told what an operator wants to know, a line at a time
   */
  public ClusterNode(ClusterSettings settings, Consumer<String> say) {
    this.settings = settings;
    this.say = say;
    this.bus = ClusterBus.join(settings, ClusterSecret.read(settings.secretFile()));
    say.accept(
        "Member %s (%s) on %s has joined: members %d"
            .formatted(
                settings.name(),
                settings.kind().name().toLowerCase(java.util.Locale.ROOT),
                bus.address(),
                bus.size()));
  }

  /**
   * What a full member runs.
   *
   * @param operator the key that signs
   * @param own the key of this member while it stands by
   */
  public record Chain(
      NodeConfig config, Genesis genesis, KeyPair operator, KeyPair own, Datasets datasets) {}

  /** Where a full member's keys and genesis come from. */
  @FunctionalInterface
  public interface ChainSource {
    Chain open() throws Exception;
  }

  /**
   * Does the member's work; returns after {@link #close}.
   *
   * @param chain asked for by full members only
   */
  public void run(Plugins plugins, ChainSource chain, NodeConfig config) throws Exception {
    try {
      switch (settings.kind()) {
        case FULL -> runFull(plugins, chain.open());
        case WORKER, VERIFIER -> {
          var desk = new WorkDesk(bus, settings.capacity(), plugins::taskType);
          new Herald(bus, settings, settings.capacity(), desk::running).become(MemberState.READY);
          say.accept("This member takes units, " + settings.capacity() + " at once");
          ended.await();
          say.accept("Units done: " + desk.finished());
        }
        case GATEWAY -> {
          try (var gateway = ApiGateway.open(bus, config.api().orElseThrow(ClusterNode::noApi))) {
            new Herald(bus, settings, 0, () -> 0).become(MemberState.READY);
            say.accept("API on port " + gateway.port());
            ended.await();
          }
        }
      }
    } finally {
      bus.close();
      left.countDown();
    }
  }

  private static IllegalStateException noApi() {
    return new IllegalStateException("a gateway serves the API: give it --api-port");
  }

  private void runFull(Plugins plugins, Chain chain) throws Exception {
    var database = settings.database().orElseThrow();
    try (SqlStore store = SqlStore.open(database.sql())) {
      var member =
          new FullMember(
              settings,
              bus,
              chain.config(),
              chain.genesis(),
              chain.operator(),
              chain.own(),
              plugins,
              chain.datasets(),
              store,
              say);
      ApiService.serve(bus, chain.config().api().isPresent(), member::api);
      Thread.ofVirtual()
          .start(() -> {
            awaitEnd();
            member.end();
          });
      member.run();
    }
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets {@link #run} end and waits until the member has left. */
  @Override
  public void close() {
    ended.countDown();
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
