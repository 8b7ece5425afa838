package io.pouw.simulation;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.KeyPair;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hosts the machine of a role on a node: messages over the simulated network, computations and
 * timers on virtual time, blobs on a disk that survives crashes.
 */
final class RoleHost {
  private static final int MAX_TOPIC_BYTES = 64;
  private static final int MAX_PAYLOAD_BYTES = 16 << 20;
  private static final long MILLI = 1_000_000;
  private static final long NOT_FOUND_NANOS = 300 * MILLI;
  private static final long REPEAT_NANOS = 1_500 * MILLI;

  private final SimulatedNode node;
  private final KeyPair keys;
  private final Function<RoleContext, RoleMachine> factory;
  private final RoleContext context;
  private final Neighbours neighbours;
  private final boolean withholds;
  private final Map<BlobId, byte[]> blobs = new HashMap<>();
  private final Map<String, Long> timers = new HashMap<>();
  private final ArrayDeque<RoleInput> queue = new ArrayDeque<>();
  private SimulatedWallet wallet;
  private long timersSet;
  private boolean stepping;
  private @Nullable RoleMachine machine;

  /** Who else there is, by address and by place. */
  interface Neighbours {
    Optional<Integer> placeOf(Address address);

    Optional<RoleHost> at(int place);

    Address addressOf(int place);
  }

  /**
   * @param withholds whether it gives its blobs to nobody
   */
  RoleHost(
      SimulatedNode node,
      KeyPair keys,
      RoleContext context,
      Function<RoleContext, RoleMachine> factory,
      Neighbours neighbours,
      boolean withholds) {
    this.node = node;
    this.keys = keys;
    this.context = context;
    this.factory = factory;
    this.neighbours = neighbours;
    this.withholds = withholds;
    this.wallet = new SimulatedWallet(keys);
  }

  /** A new process over the same blobs. */
  void boot() {
    timers.clear();
    queue.clear();
    stepping = false;
    wallet = new SimulatedWallet(keys);
    machine = factory.apply(context);
    input(new RoleInput.Finalized(state()));
    repeat();
  }

  /** What was submitted and may have been lost is submitted again. */
  private void repeat() {
    node.later(
        REPEAT_NANOS,
        () -> {
          for (Transaction each : wallet.advance(state())) node.submit(each);
          repeat();
        });
  }

  void finalized() {
    for (Transaction each : wallet.advance(state())) node.submit(each);
    input(new RoleInput.Finalized(state()));
  }

  private LedgerState state() {
    return ((LedgerPart) node.part).state();
  }

  void keep(byte[] content) {
    blobs.put(BlobId.of(content), content);
  }

  void received(int from, Packet packet) {
    try {
      RoleInput read =
          Decoder.whole(
              packet.bytes(),
              in ->
                  new RoleInput.Received(
                      neighbours.addressOf(from),
                      in.text(MAX_TOPIC_BYTES),
                      in.bytes(MAX_PAYLOAD_BYTES)));
      input(read);
    } catch (CodecException damaged) {
      // As on a real channel, nothing of it arrives.
    }
  }

  void submit(TransactionBody body) {
    node.submit(wallet.sign(body, state()));
  }

  private void input(RoleInput input) {
    queue.add(input);
    if (stepping) return;
    stepping = true;
    while (!queue.isEmpty() && machine != null)
      for (RoleEffect effect : machine.on(queue.remove())) carryOut(effect);
    stepping = false;
  }

  private void carryOut(RoleEffect effect) {
    switch (effect) {
      case RoleEffect.Send send -> send(send);
      case RoleEffect.Submit submit -> submit((TransactionBody) submit.body());
      case RoleEffect.StartTimer start -> start(start.timer(), start.delay().toNanos());
      case RoleEffect.StopTimer stop -> timers.remove(stop.timer());
      case RoleEffect.Compute compute -> compute(compute);
      case RoleEffect.FetchBlob fetch -> fetch(fetch);
      case RoleEffect.KeepBlob keep -> blobs.put(keep.id(), keep.content());
      case RoleEffect.DropBlob drop -> blobs.remove(drop.id());
      case RoleEffect.Report report ->
          node.world.trace.note(() -> "node " + node.index + " reports " + report.event());
    }
  }

  private void send(RoleEffect.Send send) {
    if (send.to().equals(keys.address())) {
      queue.add(new RoleInput.Received(send.to(), send.topic(), send.payload()));
      return;
    }
    byte[] bytes = new Encoder().text(send.topic()).bytes(send.payload()).toBytes();
    neighbours
        .placeOf(send.to())
        .ifPresent(to -> node.send(to, new Packet(Packet.Topic.WORK, bytes)));
  }

  private void start(String timer, long delayNanos) {
    long setting = ++timersSet;
    timers.put(timer, setting);
    node.later(
        delayNanos,
        () -> {
          if (timers.remove(timer, setting)) input(new RoleInput.TimerFired(timer));
        });
  }

  private void compute(RoleEffect.Compute compute) {
    long cost = compute.purpose() == RoleEffect.Purpose.TRAINING ? 40 * MILLI : 4 * MILLI;
    node.later(
        cost, () -> input(new RoleInput.Computed(compute.job(), compute.computation().run())));
  }

  private void fetch(RoleEffect.FetchBlob fetch) {
    Optional<byte[]> found = find(fetch.id(), fetch.sources());
    long delay = found.isPresent() ? node.world.random.between(1, 60) * MILLI : NOT_FOUND_NANOS;
    node.later(
        delay,
        () ->
            input(
                found
                    .<RoleInput>map(content -> new RoleInput.BlobArrived(fetch.id(), content))
                    .orElseGet(() -> new RoleInput.BlobMissing(fetch.id(), "nobody has it"))));
  }

  private Optional<byte[]> find(BlobId id, List<Address> sources) {
    byte[] own = blobs.get(id);
    if (own != null) return Optional.of(own);
    for (Address source : sources) {
      Optional<byte[]> content =
          neighbours
              .placeOf(source)
              .flatMap(neighbours::at)
              .filter(host -> host.serves(node.index))
              .flatMap(host -> Optional.ofNullable(host.blobs.get(id)));
      if (content.isPresent()) return content;
    }
    return Optional.empty();
  }

  private boolean serves(int asker) {
    return !withholds
        && node.isRunning()
        && node.world.network.isOpen(asker, node.index)
        && node.world.network.isOpen(node.index, asker);
  }
}
