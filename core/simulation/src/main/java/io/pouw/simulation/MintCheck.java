package io.pouw.simulation;

import io.pouw.ledger.DrawState;
import io.pouw.ledger.DrawStatus;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Mined;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Transition;
import io.pouw.ledger.Verdict;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every mint is backed: a unit that a beacon drew, that a supervisor showed, and that verifiers of
 * the task found valid, none of them its miner; and as much was minted as the units say.
 */
final class MintCheck {
  private MintCheck() {}

  static void check(LedgerState before, Transition transition) {
    long minted = 0;
    for (Mined each : transition.mined()) {
      minted = Math.addExact(minted, each.minted());
      TaskState task = transition.after().task(each.task()).orElseThrow();
      Optional<TaskState> former = before.task(each.task());
      boolean backed =
          draws(task).anyMatch(draw -> backs(draw, each, former.orElse(task)))
              || former
                  .filter(then -> then.checkpoints().size() > task.checkpoints().size())
                  .filter(then -> draws(then).anyMatch(draw -> shows(draw, each)))
                  .isPresent();
      Invariants.require(backed, "mint: no valid draw backs " + each);
    }
    Invariants.require(
        minted <= transition.after().supply().minted(),
        "mint: the units of a block mint more than was ever minted");
  }

  private static Stream<DrawState> draws(TaskState task) {
    return task.checkpoints().stream().flatMap(checkpoint -> checkpoint.draws().stream());
  }

  /**
   * Whether the drawn unit is this one. What was found valid in the very block in which the
   * checkpoint fell, over another unit, is seen in the state before alone.
   */
  private static boolean shows(DrawState draw, Mined mined) {
    return draw.miner().equals(mined.miner())
        && draw.opening().filter(shown -> shown.claim().unit().equals(mined.unit())).isPresent();
  }

  /**
   * @param task as it was before the block: whoever is convicted in it was a verifier until then
   */
  private static boolean backs(DrawState draw, Mined mined, TaskState task) {
    return draw.status() == DrawStatus.VALID
        && shows(draw, mined)
        && draw.minted() == mined.minted()
        && draw.attestations().stream()
            .anyMatch(said ->
                said.verdict() == Verdict.VALID
                    && task.verifiers().contains(said.verifier())
                    && !said.verifier().equals(mined.miner()));
  }
}
