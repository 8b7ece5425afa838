package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.blob.BlobRequest;
import io.pouw.node.model.CountingTask;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitComputation;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members in one JVM over real sockets: units go out, the same bytes come back. */
@Timeout(60)
class UnitDispatcherTest {
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");
  private static final byte[] ROWS = new byte[5 << 20];
  private static final byte[] STATE = new byte[40_000];
  private static final int UNITS = 40;

  private final TaskType type = new CountingTask();
  private final TaskRecipe recipe =
      new TaskRecipe(
          type.name(),
          new byte[0],
          List.of(new DataPart("rows", BlobId.of(ROWS))),
          Hash.sha256(new byte[] {1}),
          type.plan(new byte[0], Map.of()));
  private final TaskProgram program =
      type.open(recipe.spec(), Map.of("rows", ROWS), recipe.effectiveSeed());
  private final AtomicInteger pieces = new AtomicInteger();

  private UnitComputation unit(int number) {
    return new UnitComputation(
        Optional.of(recipe),
        program,
        BlobId.of(STATE),
        STATE,
        new UnitId(number, 0),
        Optional.empty(),
        update -> update);
  }

  private Future<byte[]> serve(byte[] request) {
    BlobRequest wanted = Decoder.whole(request, BlobRequest::decode);
    pieces.incrementAndGet();
    int from = wanted.firstChunk() * BlobId.CHUNK_BYTES;
    int to = Math.min(ROWS.length, from + wanted.chunks() * BlobId.CHUNK_BYTES);
    return Future.succeededFuture(Arrays.copyOfRange(ROWS, from, to));
  }

  @Test
  void unitsGoToMembersThatComeAndAreDoneAgainWhenOneGoes() throws Exception {
    int port = ClusterBusTest.freePort();
    try (ClusterBus home = ClusterBus.join(ClusterBusTest.settings("home", port, port), SECRET)) {
      var crew = new UnitDispatcher(home);
      crew.serveBlobs(this::serve);
      assertTrue(crew.offer(unit(0), Purpose.TRAINING).isEmpty(), "nobody is there");
      ClusterBus leaving = member("leaving", port);
      work(leaving, "leaving", 1);
      try (ClusterBus staying = member("staying", port)) {
        work(staying, "staying", 2);
        until(() -> crew.workers() == 2);
        assertEquals(2, crew.workers());
        List<Future<byte[]>> updates = offer(crew);
        leaving.close();
        check(updates);
        assertTrue(crew.offer(unit(0), Purpose.VERIFICATION).isEmpty(), "no verifier is there");
        // The data goes to each member once, in pieces of 4 MiB.
        assertTrue(pieces.get() <= 4, pieces + " pieces");
        until(() -> crew.workers() == 1 && crew.standings().size() == 1);
        assertEquals(1, crew.workers());
        Fleet.Standing left = crew.standings().getFirst();
        assertEquals("staying", left.news().name());
        assertTrue(left.speed() > 0 && left.units() > 0, left::toString);
        assertTrue(
            crew.replacements().last().stream().anyMatch(each -> each.member().equals("leaving")),
            () -> crew.replacements().last().toString());
      }
    }
  }

  private ClusterBus member(String name, int port) throws Exception {
    return ClusterBus.join(ClusterBusTest.settings(name, ClusterBusTest.freePort(), port), SECRET);
  }

  private void work(ClusterBus bus, String name, int capacity) {
    var desk = new WorkDesk(bus, capacity, any -> Optional.of(type));
    new Herald(bus, ClusterBusTest.settings(name, 1, 1), capacity, desk::running)
        .become(MemberState.READY);
  }

  private List<Future<byte[]>> offer(UnitDispatcher crew) {
    var updates = new ArrayList<Future<byte[]>>();
    for (int i = 0; i < UNITS; i++)
      updates.add(crew.offer(unit(i), Purpose.TRAINING).orElseThrow());
    return updates;
  }

  private void check(List<Future<byte[]>> updates) throws Exception {
    for (int i = 0; i < UNITS; i++)
      assertArrayEquals(unit(i).update(), updates.get(i).await(30, TimeUnit.SECONDS), "unit " + i);
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) Thread.onSpinWait();
  }
}
