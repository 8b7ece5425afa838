package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.Send;
import io.pouw.consensus.ConsensusEffect.ServeBlocks;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.List;

/**
 * A node as a host: it feeds a machine and executes its effects in order. A crash may strike
 * between any two effects; it takes everything but the disk.
 */
abstract class SimulatedNode implements SimulatedNetwork.Endpoint {
  private static final int MAX_LOST_ENTRIES = 3;

  final World world;
  final int index;
  final SimulatedDisk disk = new SimulatedDisk();
  private Candidate head = SimulatedBlock.GENESIS;
  private boolean running;
  private long life;

  SimulatedNode(World world, int index) {
    this.world = world;
    this.index = index;
  }

  /** Makes a new machine from what the disk holds. */
  abstract void boot();

  abstract void handle(PublicKey from, ConsensusMessage message);

  /** Executes an effect that not every machine has. */
  abstract void apply(ConsensusEffect effect);

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

  void start() {
    if (running) return;
    running = true;
    life++;
    head = disk.head();
    boot();
  }

  void crash() {
    if (!running) return;
    running = false;
    life++;
    disk.loseTail(world.random.below(MAX_LOST_ENTRIES));
  }

  @Override
  public void receive(int from, byte[] bytes) {
    if (!running) return;
    ConsensusMessage message;
    try {
      message = ConsensusMessage.decode(bytes);
    } catch (CodecException corrupted) {
      return;
    }
    handle(world.key(from), message);
  }

  /** Does something later, unless this node has crashed by then. */
  void later(Duration delay, Runnable action) {
    long scheduledIn = life;
    world.time.schedule(
        delay,
        () -> {
          if (life == scheduledIn) action.run();
        });
  }

  void execute(List<ConsensusEffect> effects) {
    long executedIn = life;
    for (ConsensusEffect effect : effects) {
      if (world.strikes()) crash();
      if (life != executedIn) return;
      switch (effect) {
        case Finalized finalized -> settle(finalized);
        case Send(PublicKey to, ConsensusMessage message) -> send(world.indexOf(to), message);
        case ServeBlocks(PublicKey to, long from, int max) ->
            disk.read(from, max).ifPresent(chain -> send(world.indexOf(to), chain));
        default -> apply(effect);
      }
    }
  }

  void send(int to, ConsensusMessage message) {
    world.network.send(index, to, message.toBytes());
  }

  private void settle(Finalized finalized) {
    if (isHonest()) world.invariants.finalized(index, head, finalized);
    disk.append(finalized);
    head = finalized.chain().getLast();
    finalizedNow(finalized);
  }

  /** Called after each finalization. */
  abstract void finalizedNow(Finalized finalized);
}
