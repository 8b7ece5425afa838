package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointDetail;
import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A supervisor's check of another's checkpoint before it signs: the detail is whole, the claims are
 * signed, and the claimed updates give the claimed states. Rounds that it combined itself from the
 * same updates are compared; for others it fetches state and updates and combines them now.
 */
final class EndorsementCheck {
  /** How a check ended. */
  sealed interface Outcome {
    /**
     * @param rounds as the checkpoint has them
     * @param last the state after the last round, if it had to be combined
     */
    record Holds(List<ClosedRound> rounds, Optional<Combination> last) implements Outcome {}

    record Fails(String reason) implements Outcome {}

    /** Something could not be had; to be tried again when asked again. */
    record Unchecked(String reason) implements Outcome {}
  }

  private final Desk desk;
  private final Shelf shelf;
  private final TaskProgram program;
  private final TaskRun run;
  private final Checkpoint checkpoint;
  private final List<Address> pinned;
  private final List<Address> sources;
  private final Consumer<Outcome> outcome;
  private final List<ClosedRound> checked = new ArrayList<>();
  private Optional<Combination> last = Optional.empty();

  EndorsementCheck(
      Desk desk,
      Shelf shelf,
      TaskProgram program,
      TaskRun run,
      Checkpoint checkpoint,
      List<Address> pinned,
      List<Address> sources,
      Consumer<Outcome> outcome) {
    this.desk = desk;
    this.shelf = shelf;
    this.program = program;
    this.run = run;
    this.checkpoint = checkpoint;
    this.pinned = pinned;
    this.sources = sources;
    this.outcome = outcome;
  }

  /**
   * Begins the check; its outcome comes on a later input. That the checkpoint begins from the right
   * state the caller has seen to.
   */
  void start() {
    desk.fetch(
        checkpoint.detail(),
        sources,
        this::read,
        reason -> outcome.accept(new Outcome.Unchecked("detail: " + reason)));
  }

  private void read(byte[] bytes) {
    CheckpointDetail detail;
    try {
      detail = Decoder.whole(bytes, CheckpointDetail::decode);
    } catch (CodecException e) {
      outcome.accept(new Outcome.Fails("the detail " + e.getMessage()));
      return;
    }
    shelf.keep(label(Shelf.Part.HISTORY), checkpoint.detail(), bytes);
    desk.compute(
        Purpose.COMBINING,
        String.class,
        () -> problem(detail),
        problem -> {
          if (problem.isEmpty()) next(detail);
          else outcome.accept(new Outcome.Fails(problem));
        },
        reason -> outcome.accept(new Outcome.Unchecked(reason)));
  }

  /** What is wrong with the detail as it stands; empty text if nothing is. */
  private String problem(CheckpointDetail detail) {
    return CheckpointCheck.problem(program.plan(), checkpoint, detail, pinned)
        .or(() ->
            detail.claims().stream()
                .filter(each -> !each.signatureHolds())
                .findFirst()
                .map(each -> "the claim of " + each.unit() + " is not its miner's"))
        .orElse("");
  }

  private void next(CheckpointDetail detail) {
    while (checked.size() < detail.rounds().size()) {
      RoundRecord record = detail.rounds().get(checked.size());
      List<UnitClaim> claims = CheckpointCheck.claimsOf(detail, record.round());
      Optional<ClosedRound> own =
          run.closedRound(record.round()).filter(each -> same(each, record, claims));
      if (own.isEmpty()) {
        combine(detail, record, claims);
        return;
      }
      if (!own.get().output().equals(record.output())) {
        outcome.accept(new Outcome.Fails("round " + record.round() + " combines to another state"));
        return;
      }
      checked.add(new ClosedRound(record, claims, own.get().lossSum()));
      last = Optional.empty();
    }
    finish();
  }

  private static boolean same(ClosedRound own, RoundRecord record, List<UnitClaim> claims) {
    return own.record().input().equals(record.input())
        && own.updates().equals(claims.stream().map(UnitClaim::update).toList());
  }

  private void combine(CheckpointDetail detail, RoundRecord record, List<UnitClaim> claims) {
    var blobs = new ArrayList<BlobId>();
    blobs.add(record.input());
    claims.forEach(each -> blobs.add(each.update()));
    desk.fetchAll(
        blobs,
        sources,
        contents -> combine(detail, record, claims, contents),
        reason -> outcome.accept(new Outcome.Unchecked(reason)));
  }

  private void combine(
      CheckpointDetail detail, RoundRecord record, List<UnitClaim> claims, List<byte[]> contents) {
    List<byte[]> updates = contents.subList(1, contents.size());
    for (int slot = 0; slot < updates.size(); slot++)
      shelf.keep(label(Shelf.Part.UPDATES), claims.get(slot).update(), updates.get(slot));
    desk.compute(
        Purpose.COMBINING,
        Combination.class,
        () -> Combination.of(program, contents.getFirst(), record.round(), updates),
        combination -> compare(detail, record, claims, combination),
        reason -> outcome.accept(new Outcome.Fails("round " + record.round() + ": " + reason)));
  }

  private void compare(
      CheckpointDetail detail, RoundRecord record, List<UnitClaim> claims, Combination own) {
    if (!own.id().equals(record.output())) {
      outcome.accept(new Outcome.Fails("round " + record.round() + " combines to another state"));
      return;
    }
    shelf.keep(label(Shelf.Part.HISTORY), own.id(), own.state());
    checked.add(new ClosedRound(record, claims, own.lossSum()));
    last = Optional.of(own);
    next(detail);
  }

  private void finish() {
    long loss = CheckpointDraft.lossMicro(checked);
    outcome.accept(
        loss == checkpoint.lossMicro()
            ? new Outcome.Holds(List.copyOf(checked), last)
            : new Outcome.Fails("the mean loss is " + loss + ", not " + checkpoint.lossMicro()));
  }

  private Shelf.Label label(Shelf.Part part) {
    return new Shelf.Label(checkpoint.task(), checkpoint.index(), part);
  }
}
