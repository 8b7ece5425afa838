package io.pouw.node.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.LedgerState;
import io.pouw.node.blob.Blobs;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LocalCodec;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.RoleInput;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoleVerticleTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final BlobId BLOB = BlobId.of(CONTENT);

  private final Vertx vertx = Vertx.vertx();
  private final Queue<String> reported = new ConcurrentLinkedQueue<>();
  private final Queue<String> fatal = new ConcurrentLinkedQueue<>();
  private final Queue<RoleInput> seen = new ConcurrentLinkedQueue<>();
  private final Disk disk = new Disk();

  /** A disk that takes its time. */
  private static final class Disk implements Blobs {
    final Promise<Void> written = Promise.promise();
    final Promise<BlobId> asked = Promise.promise();

    @Override
    public Future<Void> keep(BlobId id, byte[] content) {
      asked.complete(id);
      return written.future();
    }

    @Override
    public void drop(BlobId id) {}

    @Override
    public Future<byte[]> fetch(BlobId id, List<Address> sources) {
      return Future.failedFuture("not here");
    }
  }

  @BeforeEach
  void deploy() throws TimeoutException {
    LocalCodec.install(vertx);
    vertx
        .eventBus()
        .<RoleEvent>localConsumer(
            Bus.ROLE_EVENT,
            event -> {
              if (event.body() instanceof RoleEvent.Alert alert) reported.add(alert.detail());
            });
    var host =
        new RoleVerticle.RoleHost(
            () -> LedgerState.genesis(Fixtures.genesis()),
            disk,
            vertx.createSharedWorkerExecutor("compute"),
            UnitCrew.NOBODY,
            new CpuMeter(),
            new AtomicInteger(),
            fatal::add);
    var verticle =
        new RoleVerticle("test", Fixtures.OWNER.address(), this::on, CpuMeter.Use.OTHER, host);
    TestNode.await(
        vertx.deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    TestNode.await(disk.asked.future());
  }

  /** Keeps a blob on the first input and tells of it; says of each later one that it came. */
  private List<RoleEffect> on(RoleInput input) {
    seen.add(input);
    if (seen.size() > 1) return List.of(alert("next"));
    return List.of(alert("before"), new RoleEffect.KeepBlob(BLOB, CONTENT), alert("kept"));
  }

  private static RoleEffect alert(String detail) {
    return new RoleEffect.Report(new RoleEvent.Alert("test", detail));
  }

  @AfterEach
  void close() throws TimeoutException {
    TestNode.await(vertx.close());
  }

  @Test
  void whatFollowsABlobWaitsUntilItIsOnTheDisk() throws Exception {
    assertEquals(BLOB, disk.asked.future().result());
    TestNode.until(vertx, () -> reported.contains("before"));
    vertx.eventBus().publish(Bus.ROLE_EVENT, new RoleEvent.Alert("test", "a mark"));
    TestNode.until(vertx, () -> reported.contains("a mark"));
    assertEquals(List.of("before", "a mark"), List.copyOf(reported));
    disk.written.complete();
    TestNode.until(vertx, () -> reported.contains("kept"));
    assertTrue(fatal.isEmpty());
  }

  @Test
  void aBlobThatCannotBeKeptStopsTheNodeAndNothingFollows() throws Exception {
    disk.written.fail("the disk is full");
    TestNode.until(vertx, () -> !fatal.isEmpty());
    assertEquals(List.of("blob " + BLOB + " cannot be kept: the disk is full"), List.copyOf(fatal));
    assertEquals(List.of("before"), List.copyOf(reported));
    assertEquals(1, seen.size());
  }
}
