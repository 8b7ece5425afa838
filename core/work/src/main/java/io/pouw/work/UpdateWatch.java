package io.pouw.work;

import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A supervisor's eye on the updates of a federated task: compares those of each round that it
 * closed itself, keeps a reputation of each worker, and names once who has lost it. Advice for
 * people: no state, payment or signature depends on it.
 *
 * <p>A reputation is the expectation of a beta distribution over "this worker's next update is like
 * the others'" (A. J&oslash;sang, R. Ismail, "The beta reputation system", 2002).
 */
final class UpdateWatch {
  /** Rounds in which an update stood out before its worker is named. */
  static final int LEAST_ODD_ROUNDS = 3;

  /** Reputation under which a worker is named. */
  static final double LEAST_REPUTATION = 0.5;

  /** Trust is lost so much sooner than won; poison hides among honest rounds. */
  private static final int ODD_WEIGHT = 3;

  private record Standing(int good, int odd) {
    static final Standing NEW = new Standing(0, 0);

    double reputation() {
      return (1.0 + good) / (2 + good + ODD_WEIGHT * odd);
    }
  }

  private final Desk desk;
  private final TaskProgram program;
  private final Hash task;
  private final Map<Address, Standing> standings = new TreeMap<>();
  private final TreeSet<Address> named = new TreeSet<>();

  UpdateWatch(Desk desk, TaskProgram program, Hash task) {
    this.desk = desk;
    this.program = program;
    this.task = task;
  }

  /** Compares the updates of a round, in the order of its claims; off the machine's thread. */
  void look(ClosedRound round, List<byte[]> updates) {
    desk.compute(
        Purpose.COMBINING,
        Oddities.class,
        () -> Oddities.of(updates.stream().map(program::updateVector).toList()),
        found -> judge(round, found),
        reason -> desk.alert("detection_failed", "round " + round.round() + ": " + reason));
  }

  /** Takes what could be no update at all. */
  void refused(UnitClaim claim, String reason) {
    note(claim.minerAddress(), claim.unit().round(), Optional.of(reason));
    report(claim.unit().round());
  }

  private void judge(ClosedRound round, Oddities found) {
    for (int i = 0; i < round.claims().size(); i++)
      note(round.claims().get(i).minerAddress(), round.round(), found.reasonOf(i));
    report(round.round());
  }

  private void note(Address worker, int round, Optional<String> odd) {
    Standing before = standings.getOrDefault(worker, Standing.NEW);
    Standing now =
        odd.isPresent()
            ? new Standing(before.good(), before.odd() + 1)
            : new Standing(before.good() + 1, before.odd());
    standings.put(worker, now);
    if (odd.isEmpty() || now.odd() < LEAST_ODD_ROUNDS || now.reputation() >= LEAST_REPUTATION)
      return;
    if (named.add(worker))
      desk.report(
          new RoleEvent.PoisoningSuspected(task, worker, round, now.reputation(), odd.get()));
  }

  private void report(int round) {
    var all = new TreeMap<Address, Double>();
    standings.forEach((worker, standing) -> all.put(worker, standing.reputation()));
    desk.report(new RoleEvent.Reputations(task, round, all));
  }
}
