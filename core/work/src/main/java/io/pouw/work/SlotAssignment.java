package io.pouw.work;

import io.pouw.ledger.TaskState;
import io.pouw.primitives.Address;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which miner fills which slot of which round. The task's effective seed, which carries the beacon
 * of the assignment block, shuffles the miners anew for every round; slots are then dealt out in
 * turn, so that every miner of a round gets as many slots as any other, or one more.
 *
 * <p>The assignment says who is asked first and is paid by nothing but the work: a unit gives the
 * same bytes whoever does it.
 */
public final class SlotAssignment {
  private SlotAssignment() {}

  /**
   * The miner of every slot of a round, in slot order.
   *
   * @param miners those of the task at this generation, at least one, in the ledger's order
   */
  public static List<Address> ofRound(
      Hash effectiveSeed, int generation, int round, int slots, List<Address> miners) {
    if (miners.isEmpty()) throw new IllegalArgumentException("no miner to give slots to");
    List<Address> order = shuffled(effectiveSeed, generation, round, miners);
    var assigned = new ArrayList<Address>(slots);
    for (int slot = 0; slot < slots; slot++) assigned.add(order.get(slot % order.size()));
    return List.copyOf(assigned);
  }

  /**
   * The miner of every slot of a round of a task. In a federated one it is the same in all rounds:
   * a slot is the data of its worker, which stays where it is.
   */
  public static List<Address> ofRound(TaskState task, int round) {
    boolean pinned = task.plan().isFederated();
    return ofRound(
        task.effectiveSeed(),
        pinned ? 0 : task.generation(),
        pinned ? 0 : round,
        task.plan().slots(),
        task.miners());
  }

  /** Fisher and Yates' shuffle; the hash of a step chooses among what is left. */
  private static List<Address> shuffled(
      Hash effectiveSeed, int generation, int round, List<Address> miners) {
    var order = new ArrayList<>(miners);
    byte[] key = new Encoder().hash(effectiveSeed).u32(generation).u32(round).toBytes();
    for (int left = order.size(); left > 1; left--) {
      Hash chance = Hash.of(Domain.ROUND, key, new Encoder().u32(left).toBytes());
      Collections.swap(order, left - 1, (int) Long.remainderUnsigned(chance.toLong(), left));
    }
    return order;
  }
}
