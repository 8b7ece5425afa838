package io.pouw.ledger;

import io.pouw.primitives.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The beacon draws units of a checkpoint and verifiers for each. Runs at the end of a block. */
final class DrawRules {
  private DrawRules() {}

  /** Draws for every checkpoint whose time has come. */
  static void drawDue(Execution block, TaskState task) {
    long delay = block.parameter(Parameter.DRAW_DELAY);
    for (CheckpointState each : task.checkpoints())
      if (each.status() == CheckpointStatus.COMMITTED && block.height() >= each.height() + delay)
        draw(block, task, each);
  }

  private static void draw(Execution block, TaskState task, CheckpointState checkpoint) {
    Checkpoint content = checkpoint.content();
    int draws = SystematicDraw.draws(content.units(), weight(task, content), block.parameters());
    var drawn = new ArrayList<DrawState>();
    for (int leaf : SystematicDraw.leaves(block.beacon(), content, draws)) {
      Address miner = checkpoint.minerOf(leaf);
      drawn.add(
          new DrawState(
              leaf,
              miner,
              DrawStatus.DRAWN,
              block.height(),
              committee(block, task, content, leaf, miner),
              List.of(),
              Optional.empty(),
              List.of(),
              List.of(),
              0));
    }
    var changed =
        new CheckpointState(
            content,
            checkpoint.committer(),
            checkpoint.endorsers(),
            checkpoint.height(),
            CheckpointStatus.DRAWN,
            block.height(),
            drawn);
    block.change(
        task.id(),
        draft -> {
          draft.replace(changed);
          draft.counts = draft.counts.withDrawn(draws);
        });
  }

  /** Weight of all units of a checkpoint. */
  static long weight(TaskState task, Checkpoint content) {
    return Math.multiplyExact(task.plan().unitWeight(), content.units());
  }

  private static List<Address> committee(
      Execution block, TaskState task, Checkpoint content, int leaf, Address miner) {
    var lottery =
        new Lottery(
            block.beacon(), "committee", task.id(), content.generation(), content.index(), leaf);
    return lottery.choose(
        block.parameters().count(Parameter.COMMITTEE_SIZE), jury(task, miner), block::weight);
  }

  /** All verifiers of the task but the one that did the unit itself. */
  static List<Address> jury(TaskState task, Address miner) {
    return TaskDraft.without(task.verifiers(), miner);
  }

  /**
   * Replaces committee members that did not answer in time by others that were not asked yet, as
   * far as there are any.
   */
  static DrawState replaceAbsent(
      Execution block, TaskState task, CheckpointState checkpoint, DrawState draw) {
    List<Address> present = draw.committee().stream().filter(draw::attestedBy).toList();
    var absent = new ArrayList<>(draw.absent());
    for (Address each : draw.committee()) if (!present.contains(each)) absent.add(each);
    var left = new ArrayList<>(jury(task, draw.miner()));
    left.removeAll(present);
    left.removeAll(absent);
    var lottery =
        new Lottery(
            block.beacon(),
            "replacement",
            task.id(),
            checkpoint.generation(),
            checkpoint.index(),
            draw.leaf());
    var committee = new ArrayList<>(present);
    int missing = draw.committee().size() - present.size();
    committee.addAll(lottery.choose(missing, left, block::weight));
    return draw.withCommittee(committee, absent, block.height());
  }
}
