package io.pouw.work;

import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.TreeMap;

/**
 * A supervisor's eye on the updates of a federated task: shows those of each round that it closed
 * itself to a judge, and reports what he finds.
 */
final class UpdateWatch {
  private final Desk desk;
  private final TaskProgram program;
  private final Hash task;
  private final UpdateJudge judge;

  UpdateWatch(Desk desk, TaskProgram program, Hash task, UpdateJudge judge) {
    this.desk = desk;
    this.program = program;
    this.task = task;
    this.judge = judge;
  }

  /** Compares the updates of a round, in the order of its claims; off the machine's thread. */
  void look(ClosedRound round, List<byte[]> updates) {
    desk.compute(
        Purpose.COMBINING,
        UpdateJudge.Measurement.class,
        () -> judge.measure(updates.stream().map(program::updateVector).toList()),
        measured -> judge(round, measured),
        reason -> desk.alert("detection_failed", "round " + round.round() + ": " + reason));
  }

  /** Takes what could be no update at all. */
  void refused(UnitClaim claim, String reason) {
    int round = claim.unit().round();
    report(round, judge.refused(round, claim.minerAddress(), reason));
  }

  private void judge(ClosedRound round, UpdateJudge.Measurement measured) {
    var workers = round.claims().stream().map(UnitClaim::minerAddress).toList();
    report(round.round(), judge.judge(round.round(), workers, measured));
  }

  private void report(int round, UpdateJudge.Findings found) {
    for (UpdateJudge.Named each : found.named())
      desk.report(
          new RoleEvent.PoisoningSuspected(
              task, each.worker(), round, each.reputation(), each.reason()));
    found.doubt().ifPresent(why -> desk.alert("byzantine_tolerance", why));
    desk.report(new RoleEvent.Reputations(task, round, new TreeMap<>(found.reputations())));
  }
}
