package io.pouw.work;

import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEffect.Computation;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.RoleInput;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Encodable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where a machine leaves its wishes and hears of their outcome: collects the effects of one input,
 * and brings what comes back (a blob, a product, a timer) to the step that waits for it. A step is
 * called on a later input, on the machine's thread; one that belongs to a past that was rolled back
 * has to notice that itself.
 *
 * <p>Holds as many steps as its machine has asked for and not heard of; the machines bound that by
 * the tasks that they are assigned to. Not thread-safe.
 */
final class Desk {
  private record Job<T>(Class<T> kind, Consumer<T> done, Consumer<String> failed) {
    void finish(Object product) {
      done.accept(kind.cast(product));
    }
  }

  private record Waiter(Consumer<byte[]> arrived, Consumer<String> missing) {}

  private final Map<Long, Job<?>> jobs = new HashMap<>();
  private final Map<BlobId, List<Waiter>> waiters = new HashMap<>();
  private final Map<String, Runnable> timers = new HashMap<>();
  private List<RoleEffect> effects = new ArrayList<>();
  private long lastJob;

  void send(Address to, WorkMessage message) {
    effects.add(new RoleEffect.Send(to, message.topic(), message.toBytes()));
  }

  void submit(Encodable body) {
    effects.add(new RoleEffect.Submit(body));
  }

  void report(RoleEvent event) {
    effects.add(new RoleEffect.Report(event));
  }

  void alert(String kind, String detail) {
    report(new RoleEvent.Alert(kind, detail));
  }

  void keep(BlobId id, byte[] content) {
    effects.add(new RoleEffect.KeepBlob(id, content));
  }

  void drop(BlobId id) {
    effects.add(new RoleEffect.DropBlob(id));
  }

  /** Runs a computation; one of the steps is called with its outcome. */
  <T> void compute(
      Purpose purpose,
      Class<T> kind,
      Computation computation,
      Consumer<T> done,
      Consumer<String> failed) {
    long job = ++lastJob;
    jobs.put(job, new Job<>(kind, done, failed));
    effects.add(new RoleEffect.Compute(job, purpose, computation));
  }

  /** Fetches a blob; whoever asks for the same one while it is under way shares the answer. */
  void fetch(BlobId id, List<Address> sources, Consumer<byte[]> arrived, Consumer<String> missing) {
    List<Waiter> waiting = waiters.computeIfAbsent(id, each -> new ArrayList<>());
    waiting.add(new Waiter(arrived, missing));
    if (waiting.size() == 1) effects.add(new RoleEffect.FetchBlob(id, sources));
  }

  /**
   * Fetches several blobs; answers with all in the given order, or with the first that is missing.
   */
  void fetchAll(
      List<BlobId> ids,
      List<Address> sources,
      Consumer<List<byte[]>> arrived,
      Consumer<String> missing) {
    var gathering = new Gathering(ids.size(), arrived, missing);
    if (ids.isEmpty()) arrived.accept(List.of());
    for (int i = 0; i < ids.size(); i++) {
      int place = i;
      BlobId id = ids.get(i);
      fetch(
          id,
          sources,
          content -> gathering.put(place, content),
          reason -> gathering.fail("blob " + id + ": " + reason));
    }
  }

  /** Starts or restarts a timer. */
  void after(String timer, Duration delay, Runnable step) {
    timers.put(timer, step);
    effects.add(new RoleEffect.StartTimer(timer, delay));
  }

  void stopTimer(String timer) {
    if (timers.remove(timer) != null) effects.add(new RoleEffect.StopTimer(timer));
  }

  boolean isRunning(String timer) {
    return timers.containsKey(timer);
  }

  void resolve(RoleInput.TimerFired fired) {
    Runnable step = timers.remove(fired.timer());
    if (step != null) step.run();
  }

  void resolve(RoleInput.Computed computed) {
    Job<?> job = jobs.remove(computed.job());
    if (job != null) job.finish(computed.product());
  }

  void resolve(RoleInput.ComputationFailed failure) {
    Job<?> job = jobs.remove(failure.job());
    if (job != null) job.failed().accept(failure.reason());
  }

  void resolve(RoleInput.BlobArrived arrival) {
    take(arrival.id()).forEach(each -> each.arrived().accept(arrival.content()));
  }

  void resolve(RoleInput.BlobMissing missing) {
    take(missing.id()).forEach(each -> each.missing().accept(missing.reason()));
  }

  private List<Waiter> take(BlobId id) {
    List<Waiter> waiting = waiters.remove(id);
    return waiting == null ? List.of() : waiting;
  }

  /** The effects asked for since the last call, in order. */
  List<RoleEffect> drain() {
    List<RoleEffect> asked = List.copyOf(effects);
    effects = new ArrayList<>();
    return asked;
  }

  /** Several blobs on their way. */
  private static final class Gathering {
    private final byte[][] contents;
    private final Consumer<List<byte[]>> arrived;
    private final Consumer<String> missing;
    private int open;

    Gathering(int count, Consumer<List<byte[]>> arrived, Consumer<String> missing) {
      this.contents = new byte[count][];
      this.arrived = arrived;
      this.missing = missing;
      this.open = count;
    }

    void put(int place, byte[] content) {
      contents[place] = content;
      if (--open == 0) arrived.accept(List.of(contents));
    }

    void fail(String reason) {
      if (open < 0) return;
      open = -1;
      missing.accept(reason);
    }
  }
}
