package io.pouw.node.cluster;

import io.pouw.plugin.DataPart;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitComputation;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Where a member takes units and does them: opens a task's program once, fetches each state once,
 * and refuses what is more than it has room for. Keeps the last {@value #MOST_PROGRAMS} programs
 * and {@value #MOST_STATES} states.
 */
public final class WorkDesk {
  private static final int MOST_PROGRAMS = 4;
  private static final int MOST_STATES = 4;

  private final ClusterBus bus;
  private final BlobFetch fetch;
  private final int capacity;
  private final Function<String, Optional<TaskType>> taskTypes;
  private final WorkerExecutor compute;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final Map<Hash, Future<TaskProgram>> programs = new Latest<>(MOST_PROGRAMS);
  private final Map<BlobId, Future<byte[]>> states = new Latest<>(MOST_STATES);

  /** Forgets its oldest entry when it is full. */
  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private final int most;

    Latest(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /**
   * Takes units from now on.
   *
   * @param capacity units at once
   */
  public WorkDesk(ClusterBus bus, int capacity, Function<String, Optional<TaskType>> taskTypes) {
    this.bus = bus;
    this.fetch = new BlobFetch(bus);
    this.capacity = capacity;
    this.taskTypes = taskTypes;
    this.compute = bus.vertx().createSharedWorkerExecutor("units", capacity, 1, TimeUnit.HOURS);
    bus.vertx()
        .getOrCreateContext()
        .runOnContext(now -> bus.answer(Wire.unit(bus.memberId()), this::answer));
  }

  private Future<byte[]> answer(byte[] question) {
    UnitOrder order;
    try {
      order = Decoder.whole(question, UnitOrder::decode);
    } catch (CodecException e) {
      return Future.failedFuture("no order of a unit: " + e.getMessage());
    }
    if (running.incrementAndGet() > capacity + 2 * Fleet.AHEAD) {
      running.decrementAndGet();
      return Future.failedFuture("full: " + capacity + " units at once");
    }
    return work(order)
        .onComplete(done -> running.decrementAndGet())
        .onSuccess(done -> finished.incrementAndGet());
  }

  private Future<byte[]> work(UnitOrder order) {
    Future<TaskProgram> program = program(order);
    Future<byte[]> state = state(order);
    return Future.all(program, state)
        .compose(both ->
            compute.executeBlocking(() -> run(order, program.result(), state.result()), false));
  }

  private static byte[] run(UnitOrder order, TaskProgram program, byte[] state) {
    var unit =
        new UnitComputation(
            Optional.of(order.recipe()),
            program,
            order.input(),
            state,
            order.unit(),
            order.secret(),
            update -> update);
    long start = System.nanoTime();
    byte[] update = unit.update();
    long nanos = System.nanoTime() - start;
    if (update.length > UnitAnswer.MAX_UPDATE_BYTES)
      throw new IllegalStateException(
          "an update of " + update.length + " bytes, over " + UnitAnswer.MAX_UPDATE_BYTES);
    return new UnitAnswer(nanos, update).toBytes();
  }

  private synchronized Future<byte[]> state(UnitOrder order) {
    Future<byte[]> known = states.get(order.input());
    if (known != null && !known.failed()) return known;
    Future<byte[]> fetched = fetch.from(order.home(), order.input());
    states.put(order.input(), fetched);
    return fetched;
  }

  private synchronized Future<TaskProgram> program(UnitOrder order) {
    Hash id = order.recipe().id();
    Future<TaskProgram> known = programs.get(id);
    if (known != null && !known.failed()) return known;
    Future<TaskProgram> opened = open(order.home(), order.recipe());
    programs.put(id, opened);
    return opened;
  }

  private Future<TaskProgram> open(String home, TaskRecipe recipe) {
    Optional<TaskType> type = taskTypes.apply(recipe.taskType());
    if (type.isEmpty())
      return Future.failedFuture("no plugin of this member knows tasks of " + recipe.taskType());
    var parts = new ArrayList<Future<byte[]>>();
    for (DataPart part : recipe.training()) parts.add(fetch.from(home, part.blob()));
    return Future.all(parts)
        .compose(all -> {
          var training = new LinkedHashMap<String, byte[]>();
          for (int i = 0; i < parts.size(); i++)
            training.put(recipe.training().get(i).name(), parts.get(i).result());
          return bus.vertx().executeBlocking(() -> open(type.get(), recipe, training), false);
        });
  }

  private static TaskProgram open(TaskType type, TaskRecipe recipe, Map<String, byte[]> training) {
    TaskPlan plan = type.plan(recipe.spec(), training);
    if (!plan.equals(recipe.plan()))
      throw new IllegalArgumentException(
          "this member's plugin makes " + plan + " of the task, not " + recipe.plan());
    return type.open(recipe.spec(), training, recipe.effectiveSeed());
  }

  /** Units that are here now; any thread. */
  public int running() {
    return running.get();
  }

  /** Units done so far; any thread. */
  public int finished() {
    return finished.get();
  }
}
