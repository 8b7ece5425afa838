package io.pouw.work;

import io.pouw.ledger.CheckpointDetail;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UpdateCheck;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Does all units of a convicted miner again, in the order of the accepted checkpoints, until one is
 * wrong. What cannot be had after some tries counts as wrong: going back too far costs work, going
 * back too little would cost the model. So do units that need a secret, which the convicted miner
 * alone has, and those whose check remains undecided.
 */
final class AuditRun {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Desk desk;
  private final Workbench bench;
  private final TaskState task;
  private final TaskProgram program;
  private final Address miner;
  private final List<Address> sources;
  private final int maxTries;
  private final IntConsumer firstBad;
  private final Deque<UnitClaim> units = new ArrayDeque<>();
  private int checkpoint = -1;
  private int tries;

  /**
   * @param firstBad told the first checkpoint with a wrong unit, or how many there are if none has
   */
  AuditRun(
      Desk desk,
      Workbench bench,
      TaskState task,
      TaskProgram program,
      Address miner,
      List<Address> sources,
      int maxTries,
      IntConsumer firstBad) {
    this.desk = desk;
    this.bench = bench;
    this.task = task;
    this.program = program;
    this.miner = miner;
    this.sources = sources;
    this.maxTries = maxTries;
    this.firstBad = firstBad;
  }

  /** Begins with the first accepted checkpoint; the outcome comes on a later input. */
  void start() {
    next();
  }

  private void next() {
    if (!units.isEmpty()) {
      check(units.element());
      return;
    }
    checkpoint++;
    while (checkpoint < task.acceptedCheckpoints() && !hasUnitsOfMiner()) checkpoint++;
    if (checkpoint >= task.acceptedCheckpoints()) firstBad.accept(task.acceptedCheckpoints());
    else fetchUnits();
  }

  private boolean hasUnitsOfMiner() {
    return at().content().miners().stream().anyMatch(each -> each.miner().equals(miner));
  }

  private CheckpointState at() {
    return task.checkpoints().get(checkpoint);
  }

  private void fetchUnits() {
    fetch(at().content().detail(), this::read, this::fetchUnits);
  }

  private void read(byte[] bytes) {
    try {
      Decoder.whole(bytes, CheckpointDetail::decode).claims().stream()
          .filter(each -> each.minerAddress().equals(miner))
          .sorted(Comparator.comparing(UnitClaim::unit))
          .forEach(units::add);
      next();
    } catch (CodecException e) {
      desk.alert("wrong_detail", "checkpoint " + checkpoint + ": " + e.getMessage());
      firstBad.accept(checkpoint);
    }
  }

  private void check(UnitClaim claim) {
    if (program.needsSecret()) {
      firstBad.accept(checkpoint);
      return;
    }
    if (program.checksUpdates()) fetchUpdate(claim);
    else redo(claim);
  }

  private void fetchUpdate(UnitClaim claim) {
    fetch(
        claim.input(),
        state ->
            fetch(
                claim.update(),
                update -> checkUpdate(claim, state, update),
                () -> fetchUpdate(claim)),
        () -> fetchUpdate(claim));
  }

  private void checkUpdate(UnitClaim claim, byte[] state, byte[] update) {
    desk.compute(
        Purpose.VERIFICATION,
        UpdateCheck.class,
        () -> program.check(state, claim.unit(), update),
        found -> {
          switch (found) {
            case UpdateCheck.Valid _ -> {
              units.remove();
              next();
            }
            case UpdateCheck.Wrong _, UpdateCheck.Undecided _ -> firstBad.accept(checkpoint);
          }
        },
        _ -> firstBad.accept(checkpoint));
  }

  private void redo(UnitClaim claim) {
    fetch(
        claim.input(),
        state ->
            bench.work(
                new Workbench.Piece(claim.task(), claim.unit(), claim.input()),
                new Workbench.Means(
                    Programs.recipe(task), program, state, Optional.empty(), sources),
                BlobId.class,
                BlobId::of,
                recomputed -> judge(claim, recomputed),
                reason -> tryAgain(reason, () -> check(claim))),
        () -> check(claim));
  }

  private void judge(UnitClaim claim, BlobId recomputed) {
    if (!recomputed.equals(claim.update())) {
      firstBad.accept(checkpoint);
      return;
    }
    units.remove();
    next();
  }

  private void fetch(BlobId id, Consumer<byte[]> arrived, Runnable again) {
    desk.fetch(
        id,
        sources,
        content -> {
          tries = 0;
          arrived.accept(content);
        },
        reason -> tryAgain(reason, again));
  }

  private void tryAgain(String reason, Runnable again) {
    if (++tries >= maxTries) {
      desk.alert("audit_incomplete", "checkpoint " + checkpoint + ": " + reason);
      firstBad.accept(checkpoint);
    } else {
      desk.after("audit/" + task.id(), RETRY, again);
    }
  }
}
