package io.pouw.work;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A node of one role in a {@link TestNetwork}: carries out the effects of its machine. */
final class TestNode {
  private static final Map<String, String> SETTINGS =
      Map.of("slot_timeout_ms", "400", "endorse_timeout_ms", "300", "unavailable_after_ms", "3000");

  final String name;
  final KeyPair keys;
  final Map<BlobId, byte[]> blobs = new HashMap<>();
  final List<RoleEvent> events = new ArrayList<>();

  /** Changes what the node sends, submits or keeps; for nodes that lie. */
  UnaryOperator<RoleEffect> misconduct = UnaryOperator.identity();

  /** Whether it combines wrongly. */
  boolean lies;

  boolean alive = true;
  private final TestNetwork network;
  private final Function<RoleContext, RoleMachine> factory;
  private final RoleContext context;
  private RoleMachine machine;
  private Map<String, Integer> timers = new HashMap<>();
  private Set<Long> jobs = new HashSet<>();
  private int life;

  TestNode(
      TestNetwork network,
      String name,
      KeyPair keys,
      TaskType type,
      Map<String, byte[]> privateData,
      Function<RoleContext, RoleMachine> factory) {
    this.network = network;
    this.name = name;
    this.keys = keys;
    this.factory = factory;
    var own = new LyingCombiner(type, () -> lies);
    this.context =
        new RoleContext(
            Signer.of(keys),
            wanted -> wanted.equals(type.name()) ? Optional.of(own) : Optional.empty(),
            SETTINGS,
            privateData);
    this.machine = factory.apply(context);
  }

  Address address() {
    return keys.address();
  }

  /** The process ends; the blob store stays. */
  void kill() {
    alive = false;
    life++;
  }

  /** A new process over the same blob store. */
  void restart(LedgerState now) {
    life++;
    timers = new HashMap<>();
    jobs = new HashSet<>();
    machine = factory.apply(context);
    alive = true;
    input(new RoleInput.Finalized(now));
  }

  RoleMachine machine() {
    return machine;
  }

  void input(RoleInput input) {
    if (!alive) return;
    for (RoleEffect effect : machine.on(input)) carryOut(misconduct.apply(effect));
  }

  private void later(long delayMs, Runnable step) {
    int born = life;
    network.after(
        delayMs,
        () -> {
          if (alive && life == born) step.run();
        });
  }

  private void carryOut(RoleEffect effect) {
    switch (effect) {
      case RoleEffect.Send send -> network.send(this, send);
      case RoleEffect.Submit submit -> network.submit(this, (TransactionBody) submit.body());
      case RoleEffect.StartTimer start -> startTimer(start);
      case RoleEffect.StopTimer stop -> timers.merge(stop.timer(), 1, Integer::sum);
      case RoleEffect.Compute compute -> compute(compute);
      case RoleEffect.FetchBlob fetch -> fetch(fetch);
      case RoleEffect.KeepBlob keep -> blobs.put(keep.id(), keep.content());
      case RoleEffect.DropBlob drop -> blobs.remove(drop.id());
      case RoleEffect.Report report -> events.add(report.event());
    }
  }

  private void startTimer(RoleEffect.StartTimer start) {
    int version = timers.merge(start.timer(), 1, Integer::sum);
    later(
        start.delay().toMillis(),
        () -> {
          if (timers.getOrDefault(start.timer(), 0) == version)
            input(new RoleInput.TimerFired(start.timer()));
        });
  }

  private void compute(RoleEffect.Compute compute) {
    if (!jobs.add(compute.job())) throw new IllegalStateException("job twice " + compute.job());
    long cost = compute.purpose() == RoleEffect.Purpose.TRAINING ? 20 : 2;
    later(cost, () -> input(new RoleInput.Computed(compute.job(), compute.computation().run())));
  }

  private void fetch(RoleEffect.FetchBlob fetch) {
    Optional<byte[]> found = network.find(this, fetch);
    if (found.isPresent())
      later(5, () -> input(new RoleInput.BlobArrived(fetch.id(), found.get())));
    else later(300, () -> input(new RoleInput.BlobMissing(fetch.id(), "nobody has it")));
  }

  List<String> alerts(String kind) {
    return events.stream()
        .filter(each -> each instanceof RoleEvent.Alert alert && alert.kind().equals(kind))
        .map(RoleEvent::toString)
        .toList();
  }
}
