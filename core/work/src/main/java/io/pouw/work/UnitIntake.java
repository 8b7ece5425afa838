package io.pouw.work;

import io.pouw.ledger.TaskState;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Takes the units that miners of a task send: checks them, keeps their updates for verifiers, fills
 * the slots of the round that waits, and remembers those that came early. What is late or strange
 * is left aside.
 */
final class UnitIntake {
  private final Desk desk;
  private final Shelf shelf;
  private final TaskProgram program;
  private final WorkerPerformance performance;
  private final RoundLead rounds;
  private final Hash chainId;
  private final BiConsumer<UnitClaim, String> refused;
  private ClaimBuffer early = new ClaimBuffer();

  /**
   * An intake.
   *
   * @param refused told what cannot be an update, and why
   */
  UnitIntake(
      Desk desk,
      Shelf shelf,
      TaskProgram program,
      WorkerPerformance performance,
      RoundLead rounds,
      Hash chainId,
      BiConsumer<UnitClaim, String> refused) {
    this.desk = desk;
    this.shelf = shelf;
    this.program = program;
    this.performance = performance;
    this.rounds = rounds;
    this.chainId = chainId;
    this.refused = refused;
  }

  /** Begins anew, for a new generation. */
  void forget() {
    early = new ClaimBuffer();
  }

  /** Fills the slots of a round that has begun with what came before it. */
  void fillFromEarlier(TaskRun run, List<Address> sources) {
    early.dropBefore(run.round());
    for (int slot : run.board().emptySlots())
      early
          .find(new UnitId(run.round(), slot), run.stateId())
          .ifPresent(claim -> fillFromShelf(run, claim, sources));
  }

  private void fillFromShelf(TaskRun run, UnitClaim claim, List<Address> sources) {
    desk.fetch(
        claim.update(),
        sources,
        update -> run.fill(claim, update),
        reason -> desk.alert("update_missing", claim.unit() + ": " + reason));
  }

  /**
   * Takes a unit of the task's generation, if it can count.
   *
   * @param run empty while the task's state is on its way
   * @param isLead whether this supervisor leads: then only miners that it has asked count
   * @param horizon the round from which on units are too early
   */
  void take(
      TaskState task,
      Optional<TaskRun> run,
      boolean isLead,
      int horizon,
      Address from,
      WorkMessage.UnitDone done) {
    UnitClaim claim = done.claim();
    if (!isOf(task, horizon, from, claim)) return;
    int round = run.map(TaskRun::round).orElse(0);
    if (claim.unit().round() < round || isFilled(run, claim)) {
      if (isLead) noteLate(from, claim, round);
      return;
    }
    boolean current = run.filter(each -> each.isCurrent(claim)).isPresent();
    if (isLead && current && !rounds.hasAsked(claim.unit().slot(), from)) return;
    Optional<String> wrong = wrongIn(done);
    if (wrong.isPresent()) {
      performance.rejected(from);
      desk.alert("wrong_update", from + ", " + claim.unit() + ": " + wrong.get());
      refused.accept(claim, wrong.get());
      return;
    }
    if (!current && !early.add(claim)) return;
    keep(task, claim, done.update());
    if (isLead && current) rounds.answered(claim.unit().slot(), from);
    run.ifPresent(each -> each.fill(claim, done.update()));
  }

  private boolean isOf(TaskState task, int horizon, Address from, UnitClaim claim) {
    return claim.chainId().equals(chainId)
        && claim.task().equals(task.id())
        && claim.unit().slot() < task.plan().slots()
        && claim.unit().round() < Math.min(horizon, task.plan().rounds())
        && claim.minerAddress().equals(from)
        && task.miners().contains(from)
        && (!task.plan().isFederated()
            || SlotAssignment.ofRound(task, 0).get(claim.unit().slot()).equals(from));
  }

  private static boolean isFilled(Optional<TaskRun> run, UnitClaim claim) {
    return run.filter(each -> each.round() == claim.unit().round())
        .filter(each -> each.board().isFilled(claim.unit().slot()))
        .isPresent();
  }

  /** A late answer is no use, but it shows that its miner is there. */
  private void noteLate(Address from, UnitClaim claim, int round) {
    if (claim.unit().round() == round) rounds.answered(claim.unit().slot(), from);
    else performance.answeredLate(from);
  }

  private Optional<String> wrongIn(WorkMessage.UnitDone done) {
    if (!BlobId.of(done.update()).equals(done.claim().update()))
      return Optional.of("the update is not the claimed one");
    if (!done.claim().signatureHolds()) return Optional.of("the claim's signature does not hold");
    return program.reject(done.update());
  }

  private void keep(TaskState task, UnitClaim claim, byte[] update) {
    int checkpoint = claim.unit().round() / task.plan().checkpointRounds();
    shelf.keep(new Shelf.Label(task.id(), checkpoint, Shelf.Part.UPDATES), claim.update(), update);
  }
}
