package io.pouw.ledger;

import io.pouw.ledger.CheckpointBody.Attest;
import io.pouw.ledger.CheckpointBody.Challenge;
import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.DrawId;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.Optional;

/** How verifiers give their verdicts and how anybody may doubt them. */
final class VerdictRules {
  private VerdictRules() {}

  static void attest(Execution block, Address from, Attest body) {
    TaskState task = block.task(body.task(), TaskStatus.TRAINING);
    CheckpointState checkpoint =
        OpeningRules.checkpoint(task, body.checkpoint(), body.generation());
    DrawState draw = OpeningRules.draw(checkpoint, body.leaf());
    Refusal.unless(!draw.attestedBy(from), from + " has given its verdict on this unit");
    Refusal.unless(
        draw.awaits(from, task.verifiers()),
        "%s is not asked for a verdict on leaf %d, which is %s"
            .formatted(from, draw.leaf(), draw.status()));
    draw.opening().ifPresent(opening -> checkConsistent(body, opening));
    var attestation = new Attestation(from, body.verdict(), body.recomputed(), block.height());
    block.change(
        task.id(), draft -> draft.replace(checkpoint.with(draw.withAttestation(attestation))));
  }

  /** Refuses a verdict that contradicts the update that comes with it. */
  private static void checkConsistent(Attest body, Opening opening) {
    boolean same = body.recomputed().equals(opening.claim().update());
    boolean consistent =
        switch (body.verdict()) {
          case VALID, WRONG_COMBINATION -> same;
          case WRONG_UPDATE -> !same;
          case UNAVAILABLE -> true;
        };
    Refusal.unless(
        consistent,
        "%s of update %s, recomputed as %s"
            .formatted(body.verdict(), opening.claim().update(), body.recomputed()));
  }

  static void challenge(Execution block, Address from, Hash id, Challenge body) {
    TaskState task = block.task(body.task(), TaskStatus.TRAINING);
    CheckpointState checkpoint =
        OpeningRules.checkpoint(task, body.checkpoint(), body.generation());
    DrawState draw = OpeningRules.draw(checkpoint, body.leaf());
    Refusal.unless(
        !checkpoint.accepted(), "checkpoint " + checkpoint.index() + " is accepted already");
    Refusal.unless(
        draw.status() == DrawStatus.OPENED || draw.status() == DrawStatus.VALID,
        "leaf %d is %s, there is nothing to challenge".formatted(draw.leaf(), draw.status()));
    Refusal.unless(
        draw.deposits().size() < DrawState.MAX_DEPOSITS,
        "leaf " + draw.leaf() + " was challenged often enough");
    long deposit = block.parameter(Parameter.CHALLENGE_DEPOSIT);
    block
        .books()
        .charge(
            from,
            Kind.DEPOSIT,
            deposit,
            "put down for a challenge; comes back unless the unit is valid",
            Cause.ofTransaction(id)
                .andTask(task.id())
                .andDraw(drawId(checkpoint, draw), unit(draw)));
    var deposits = TaskDraft.with(draw.deposits(), new Deposit(from, deposit));
    DrawState disputed = draw.withDeposits(deposits).with(DrawStatus.DISPUTED, block.height());
    block.change(task.id(), draft -> draft.replace(checkpoint.with(disputed)));
  }

  static DrawId drawId(CheckpointState checkpoint, DrawState draw) {
    return new DrawId(checkpoint.generation(), checkpoint.index(), draw.leaf());
  }

  static Optional<UnitId> unit(DrawState draw) {
    return draw.opening().map(opening -> opening.claim().unit());
  }

  /** What events about a drawn unit refer to. */
  static Cause cause(TaskState task, CheckpointState checkpoint, DrawState draw) {
    return Cause.ofTask(task.id()).andDraw(drawId(checkpoint, draw), unit(draw));
  }
}
