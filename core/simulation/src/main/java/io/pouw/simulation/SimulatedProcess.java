package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.ledger.Transaction;
import java.time.Duration;

/**
 * What any node is to the machine under it: it runs, sleeps, ends and starts, and has a disk. A
 * crash takes everything but the disk.
 */
abstract class SimulatedProcess implements SimulatedNetwork.Endpoint {
  private static final int SYNC_CHAIN_EVERY = 3;

  /** Finalizations that are kept; fewer in large networks, whose certificates are long. */
  private static final int RETENTION = 4_096;

  private static final int RETENTION_OF_MANY = 256;
  private static final int MANY = 20;

  final World world;
  final int index;
  final SimulatedDisk disk;
  final Application.Part part;
  private Candidate head;
  private boolean running;
  private long life;
  private long awakeAt;
  private long stops;
  private long stoppedAt;
  private long downNanos;

  SimulatedProcess(World world, int index) {
    this.world = world;
    this.index = index;
    Application application = world.application;
    part = application.open(index);
    head = application.genesis();
    disk =
        new SimulatedDisk(
            application.codec(),
            head,
            world.random.split(),
            SYNC_CHAIN_EVERY,
            world.scenario.nodes() > MANY ? RETENTION_OF_MANY : RETENTION);
  }

  /** Begins anew with what the disk holds. */
  abstract void boot();

  /** Something arrived. */
  abstract void take(int from, Packet packet);

  /** A transaction was taken in. */
  abstract void offered();

  /** There is a new peer. */
  abstract void met(int peer);

  boolean isRunning() {
    return running;
  }

  /** Which run of the process this is: changes with every start and end. */
  long life() {
    return life;
  }

  /** The last block that is final for this node. */
  Candidate head() {
    return head;
  }

  void moveTo(Candidate finalized) {
    head = finalized;
  }

  /** How often it has stopped for whatever reason. */
  long stops() {
    return stops;
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
    long started = life;
    protectedly(this::boot);
    if (life == started) world.acquaintances().ifPresent(all -> all.started(index));
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
    stops++;
    stoppedAt = world.time.nanos();
    world.acquaintances().ifPresent(all -> all.ended(index));
  }

  /** Nanoseconds for which it still does nothing. */
  long sleeps() {
    return Math.max(0, awakeAt - world.time.nanos());
  }

  /** Does nothing for a time. */
  void pause(Duration duration) {
    awakeAt = world.time.nanos() + duration.toNanos();
  }

  @Override
  public void receive(int from, Packet packet) {
    if (!running) return;
    long sleeps = awakeAt - world.time.nanos();
    if (sleeps > 0) world.time.schedule(sleeps, () -> receive(from, packet));
    else protectedly(() -> take(from, packet));
  }

  /** A client hands a transaction in; if it is good, all others hear of it. */
  void submit(Transaction transaction) {
    if (!running || awakeAt > world.time.nanos() || !part.offer(transaction)) return;
    var packet = new Packet(Packet.Topic.TRANSACTION, transaction.toBytes());
    for (int to = 0; to < world.scenario.nodes(); to++) if (to != index) send(to, packet);
    protectedly(this::offered);
  }

  void send(int to, Packet packet) {
    world.network.send(index, to, packet);
  }

  /** Runs what may write to the disk: then it may end the node. */
  private void protectedly(Runnable action) {
    try {
      action.run();
    } catch (PowerCut cut) {
      crash(cut.disk());
    } catch (DiskFull full) {
      world.trace.note(() -> "node " + index + " stops: " + full.getMessage());
      stop();
    }
  }

  /** Does something later, unless this node has ended by then. */
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
}
