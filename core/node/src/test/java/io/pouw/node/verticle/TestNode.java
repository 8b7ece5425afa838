package io.pouw.node.verticle;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.StorageSettings;
import io.pouw.node.config.SyncSettings;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.Role;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A real node without plugins, on loopback, stopped at the end of its test. */
final class TestNode implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofMillis(20);
  private static final int PATIENCE_SECONDS = 30;

  final PouwNode node;

  private TestNode(PouwNode node) {
    this.node = node;
  }

  static NodeConfig config(Path data, int port, List<String> bootstrap, Set<Role> roles) {
    return config(data, port, bootstrap, roles, StorageSettings.ARCHIVE, SyncSettings.BLOCKS);
  }

  static NodeConfig config(
      Path data, List<String> bootstrap, StorageSettings storage, SyncSettings sync) {
    return config(data, 0, bootstrap, Set.of(), storage, sync);
  }

  private static NodeConfig config(
      Path data,
      int port,
      List<String> bootstrap,
      Set<Role> roles,
      StorageSettings storage,
      SyncSettings sync) {
    return new NodeConfig(
        "test",
        roles,
        data,
        data.resolve("genesis.json"),
        data.resolve("plugins"),
        "127.0.0.1",
        port,
        bootstrap,
        50,
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        HEARTBEAT,
        Optional.empty(),
        1,
        0,
        Map.of(),
        storage,
        sync,
        Optional.empty());
  }

  static PouwNode make(NodeConfig config, Genesis genesis, KeyPair keys) {
    var datasets = new Datasets(config.dataFolder(), config.dataFolder());
    return new PouwNode(config, genesis, keys, Plugins.load(config.plugins()), datasets);
  }

  static TestNode start(Path data, Genesis genesis, KeyPair keys, String... bootstrap)
      throws TimeoutException {
    return start(config(data, 0, List.of(bootstrap), Set.of()), genesis, keys);
  }

  static TestNode start(NodeConfig config, Genesis genesis, KeyPair keys) throws TimeoutException {
    return new TestNode(await(make(config, genesis, keys).start()));
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for what no event tells of. */
  static void until(Vertx vertx, BooleanSupplier condition) throws TimeoutException {
    Promise<Boolean> holds = Promise.promise();
    long timer =
        vertx.setPeriodic(
            5,
            tick -> {
              if (condition.getAsBoolean()) holds.tryComplete(true);
            });
    try {
      await(holds.future());
    } finally {
      vertx.cancelTimer(timer);
    }
  }

  String endpoint() {
    return "127.0.0.1:" + node.peers().port();
  }

  /** The ledger as soon as it is as high as this. */
  LedgerState reaches(long height) throws TimeoutException {
    Promise<LedgerState> there = Promise.promise();
    var consumer =
        node.vertx()
            .eventBus()
            .<LedgerAdvanced>localConsumer(
                Bus.ADVANCED,
                message -> {
                  if (message.body().state().height() >= height)
                    there.tryComplete(message.body().state());
                });
    if (node.ledger().height() >= height) there.tryComplete(node.ledger());
    try {
      return await(there.future());
    } finally {
      await(consumer.unregister());
    }
  }

  @Override
  public void close() throws TimeoutException {
    await(node.stop());
  }
}
