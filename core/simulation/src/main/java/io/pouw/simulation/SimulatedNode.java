package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.Send;
import io.pouw.consensus.ConsensusEffect.ServeBlocks;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.ledger.Transaction;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.List;

/**
 * A node as a host: it feeds a machine and executes its effects in order. A crash may strike
 * between any two effects, or within an operation on the disk; it takes everything but the disk.
 */
abstract class SimulatedNode implements SimulatedNetwork.Endpoint {
  private static final int SYNC_CHAIN_EVERY = 3;
  private static final int RETENTION = 256;

  final World world;
  final int index;
  final SimulatedDisk disk;
  final Application.Part part;
  private Candidate head;
  private boolean running;
  private long life;
  private long awakeAt;
  private long crashes;
  private long stoppedAt;
  private long downNanos;

  SimulatedNode(World world, int index) {
    this.world = world;
    this.index = index;
    Application application = world.application;
    part = application.open(index);
    head = application.genesis();
    disk =
        new SimulatedDisk(
            application.codec(), head, world.random.split(), SYNC_CHAIN_EVERY, RETENTION);
  }

  /** Makes a new machine from what the disk holds. */
  abstract void boot();

  abstract void handle(PublicKey from, ConsensusMessage message);

  /** Executes an effect that not every machine has. */
  abstract void apply(ConsensusEffect effect);

  /** Called after each finalization. */
  abstract void finalizedNow(Finalized finalized);

  /** A transaction was taken in. */
  abstract void offered();

  boolean isRunning() {
    return running;
  }

  boolean isHonest() {
    return true;
  }

  /** The last block that is final for this node. */
  Candidate head() {
    return head;
  }

  /** How often it has stopped for whatever reason. */
  long crashes() {
    return crashes;
  }

  /** Nanoseconds for which it was not running. */
  long downNanos() {
    return running ? downNanos : downNanos + world.time.nanos() - stoppedAt;
  }

  void start() {
    if (running) return;
    running = true;
    life++;
    downNanos += world.time.nanos() - stoppedAt;
    disk.operations().full(false);
    disk.recover();
    head = disk.head();
    part.restart(disk.blocks());
    world.trace.note(() -> "node " + index + " starts at height " + head.height());
    protectedly(this::boot);
  }

  void crash(DiskFault kind) {
    if (!running) return;
    world.trace.note(() -> "node " + index + " crashes, its disk: " + kind);
    disk.cutPower(kind);
    stop();
  }

  private void stop() {
    running = false;
    awakeAt = 0;
    life++;
    crashes++;
    stoppedAt = world.time.nanos();
  }

  /** Does nothing for a time. */
  void pause(Duration duration) {
    awakeAt = world.time.nanos() + duration.toNanos();
  }

  @Override
  public void receive(int from, Packet packet) {
    if (!running) return;
    long sleeps = awakeAt - world.time.nanos();
    if (sleeps > 0) {
      world.time.schedule(sleeps, () -> receive(from, packet));
      return;
    }
    protectedly(() -> take(from, packet));
  }

  void take(int from, Packet packet) {
    switch (packet.topic()) {
      case CONSENSUS -> packet.consensus().ifPresent(message -> handle(world.key(from), message));
      case TRANSACTION -> packet.transaction().filter(part::offer).ifPresent(_ -> offered());
      case WORK -> {}
    }
  }

  /** A client hands a transaction in; if it is good, all others hear of it. */
  void submit(Transaction transaction) {
    if (!running || awakeAt > world.time.nanos() || !part.offer(transaction)) return;
    var packet = new Packet(Packet.Topic.TRANSACTION, transaction.toBytes());
    for (int to = 0; to < world.scenario.nodes(); to++)
      if (to != index) world.network.send(index, to, packet);
    protectedly(this::offered);
  }

  /** Runs what may write to the disk: then it may end the node. */
  void protectedly(Runnable action) {
    try {
      action.run();
    } catch (PowerCut cut) {
      crash(cut.disk());
    } catch (DiskFull full) {
      world.trace.note(() -> "node " + index + " stops: " + full.getMessage());
      stop();
    }
  }

  /** Does something later, unless this node has crashed by then. */
  void later(long delayNanos, Runnable action) {
    long scheduledIn = life;
    world.time.schedule(delayNanos, () -> whenAwake(scheduledIn, action));
  }

  private void whenAwake(long scheduledIn, Runnable action) {
    if (life != scheduledIn) return;
    long sleeps = awakeAt - world.time.nanos();
    if (sleeps > 0) world.time.schedule(sleeps, () -> whenAwake(scheduledIn, action));
    else protectedly(action);
  }

  void execute(List<ConsensusEffect> effects) {
    long executedIn = life;
    for (ConsensusEffect effect : effects) {
      if (world.strikes()) crash(DiskFault.LOST);
      if (life != executedIn) return;
      switch (effect) {
        case Finalized finalized -> settle(finalized);
        case Send(PublicKey to, ConsensusMessage message) ->
            send(world.indexOf(to), Packet.of(message));
        case ServeBlocks(PublicKey to, long from, int max) ->
            disk.read(from, max).ifPresent(chain -> send(world.indexOf(to), Packet.of(chain)));
        default -> apply(effect);
      }
    }
  }

  void send(int to, Packet packet) {
    world.network.send(index, to, packet);
  }

  private void settle(Finalized finalized) {
    if (isHonest()) world.invariants.finalized(index, head, finalized);
    disk.append(finalized);
    head = finalized.chain().getLast();
    part.commit(finalized.chain());
    world.trace.note(() -> "node " + index + " finalises " + head);
    finalizedNow(finalized);
  }
}
