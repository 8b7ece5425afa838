package io.pouw.simulation;

import io.pouw.ledger.Block;
import io.pouw.ledger.InvalidBlockException;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transition;
import io.pouw.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Executes blocks for all nodes of a simulation. Execution is a function of the state and the
 * block, so its outcome is shared; every so often it is done again nevertheless, and has to give
 * the same.
 */
final class SharedExecution {
  private static final int REMEMBERED = 4_096;
  private static final int AGAIN_EVERY = 16;

  /** What became of a block: what it does, or why it is invalid. */
  private record Outcome(Optional<Transition> transition, String reason) {}

  private final Map<Hash, Outcome> outcomes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Outcome> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long asked;

  /**
   * What a block does.
   *
   * @throws InvalidBlockException with the reason
   */
  Transition apply(LedgerState before, Block block) {
    Hash id = block.id();
    Outcome known = outcomes.get(id);
    if (known == null || ++asked % AGAIN_EVERY == 0) {
      Outcome fresh = execute(before, block);
      if (known != null) requireSame(known, fresh, block);
      known = fresh;
      outcomes.put(id, fresh);
    }
    String reason = known.reason();
    return known.transition().orElseThrow(() -> new InvalidBlockException(reason));
  }

  /** The state after a block that was executed not long ago. */
  Optional<LedgerState> after(Hash block) {
    return Optional.ofNullable(outcomes.get(block))
        .flatMap(Outcome::transition)
        .map(Transition::after);
  }

  /** Takes note of a block that was built here: whoever checks it has to find the same. */
  void built(LedgerState before, Block block, Transition transition) {
    Outcome checked = execute(before, block);
    requireSame(new Outcome(Optional.of(transition), ""), checked, block);
    outcomes.put(block.id(), checked);
  }

  private static Outcome execute(LedgerState before, Block block) {
    try {
      return new Outcome(Optional.of(before.apply(block)), "");
    } catch (InvalidBlockException e) {
      return new Outcome(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static void requireSame(Outcome known, Outcome fresh, Block block) {
    Optional<Hash> first = known.transition().map(each -> each.after().stateRoot());
    Optional<Hash> second = fresh.transition().map(each -> each.after().stateRoot());
    if (!first.equals(second))
      Invariants.fail(
          "determinism: the block of height %d gives %s %s, and %s %s when executed again"
              .formatted(block.height(), first, known.reason(), second, fresh.reason()));
  }
}
