package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.math.BigInteger;
import java.util.List;

/**
 * What time does to a task in training: draws, verdicts that are complete, deadlines, acceptance.
 * Runs at the end of each block.
 */
final class TrainingRules {
  private static final long OPERATIONS_PER_GFLOP = 1_000_000_000L;

  /** No unit is worth more, whatever the parameters say. */
  private static final long MAX_MINT = 1_000_000 * Amounts.PAI;

  private final Execution block;
  private final TaskState start;

  private TrainingRules(Execution block, TaskState start) {
    this.block = block;
    this.start = start;
  }

  static void step(Execution block, TaskState task) {
    if (task.plan().isFederated()) {
      var rules = new TrainingRules(block, task);
      rules.accept();
      rules.passLead();
      return;
    }
    if (task.audit().isPresent()) {
      AuditRules.step(block, task);
      return;
    }
    DrawRules.drawDue(block, task);
    var rules = new TrainingRules(block, block.task(task.id()));
    if (!rules.judgeAll()) return;
    rules.accept();
    rules.passLead();
  }

  private TaskState now() {
    return block.task(start.id());
  }

  /** Judges all draws; false if the task rolled back, so that nothing else is to be done. */
  private boolean judgeAll() {
    for (CheckpointState checkpoint : start.checkpoints()) {
      if (checkpoint.status() != CheckpointStatus.DRAWN) continue;
      for (DrawState draw : checkpoint.draws())
        if (!judge(now().checkpoints().get(checkpoint.index()), draw)) return false;
    }
    return true;
  }

  private boolean judge(CheckpointState checkpoint, DrawState draw) {
    return switch (draw.status()) {
      case DRAWN -> judgeDrawn(checkpoint, draw);
      case OPENED -> judgeOpened(checkpoint, draw);
      case DISPUTED -> judgeDisputed(checkpoint, draw);
      case VALID -> true;
    };
  }

  private boolean late(DrawState draw, Parameter deadline) {
    return block.height() > draw.since() + block.parameter(deadline);
  }

  private boolean judgeDrawn(CheckpointState checkpoint, DrawState draw) {
    if (!late(draw, Parameter.OPEN_DEADLINE)) return true;
    Rollback.voidFrom(block, now(), checkpoint, draw);
    return false;
  }

  private boolean judgeOpened(CheckpointState checkpoint, DrawState draw) {
    boolean doubted =
        draw.attestations().stream().anyMatch(each -> each.verdict() != Verdict.VALID);
    if (doubted) {
      put(checkpoint.with(draw.with(DrawStatus.DISPUTED, block.height())));
      return true;
    }
    if (draw.committee().isEmpty()) {
      Rollback.voidFrom(block, now(), checkpoint, draw);
      return false;
    }
    if (draw.committee().stream().allMatch(draw::attestedBy)) holdsUp(checkpoint, draw);
    else if (late(draw, Parameter.ATTEST_DEADLINE))
      put(checkpoint.with(DrawRules.replaceAbsent(block, now(), checkpoint, draw)));
    return true;
  }

  private boolean judgeDisputed(CheckpointState checkpoint, DrawState draw) {
    var decision =
        Jury.decide(
            DrawRules.jury(now(), draw.miner()),
            block::weight,
            draw.attestations(),
            Attestation::verifier,
            Attestation::verdict,
            late(draw, Parameter.DISPUTE_DEADLINE));
    if (!decision.closed()) return true;
    return switch (decision.decided().orElse(Verdict.UNAVAILABLE)) {
      case VALID -> {
        holdsUp(checkpoint, draw);
        yield true;
      }
      case WRONG_UPDATE -> {
        Rollback.convict(block, now(), checkpoint, draw, Verdict.WRONG_UPDATE);
        yield false;
      }
      case WRONG_COMBINATION -> {
        Rollback.convict(block, now(), checkpoint, draw, Verdict.WRONG_COMBINATION);
        yield false;
      }
      case UNAVAILABLE -> {
        Rollback.voidFrom(block, now(), checkpoint, draw);
        yield false;
      }
    };
  }

  private void put(CheckpointState checkpoint) {
    block.change(start.id(), draft -> draft.replace(checkpoint));
  }

  /** The unit is valid: it mines, once, and who said otherwise or challenged it pays. */
  private void holdsUp(CheckpointState checkpoint, DrawState draw) {
    if (draw.minted() == 0 && block.minedFull()) return;
    Slashing.settleDeposits(block, start, checkpoint, draw, true);
    var convictions = Slashing.convict(block, start, checkpoint, draw, Verdict.VALID);
    DrawState valid = draw.withDeposits(List.of()).with(DrawStatus.VALID, block.height());
    long minted = draw.minted() == 0 ? mint(checkpoint, draw) : 0;
    DrawState done = minted == 0 ? valid : valid.withMinted(minted);
    block.change(
        start.id(),
        draft -> {
          draft.replace(checkpoint.with(done));
          if (minted > 0) draft.counts = draft.counts.withVerified(minted);
          Rollback.enter(draft, convictions);
        });
  }

  private long mint(CheckpointState checkpoint, DrawState draw) {
    UnitClaim claim = draw.opening().orElseThrow().claim();
    Cause cause = VerdictRules.cause(start, checkpoint, draw);
    Address miner = draw.miner();
    String why =
        "%s of task %s was drawn at leaf %d of checkpoint %d and held up under %d re-executions"
            .formatted(
                claim.unit(),
                start.id().abbreviated(),
                draw.leaf(),
                checkpoint.index(),
                draw.attestations().size());
    long minted = block.books().mint(miner, mintFor(checkpoint), why, cause);
    block.mine(new Mined(start.id(), claim.unit(), miner, minted));
    return minted;
  }

  /** A drawn unit stands for all those between it and the next draw: weight / draws. */
  private long mintFor(CheckpointState checkpoint) {
    BigInteger amount =
        BigInteger.valueOf(DrawRules.weight(start, checkpoint.content()))
            .multiply(BigInteger.valueOf(block.parameter(Parameter.MINT_PER_GFLOP)))
            .divide(BigInteger.valueOf(checkpoint.draws().size() * OPERATIONS_PER_GFLOP));
    return amount.max(BigInteger.ONE).min(BigInteger.valueOf(MAX_MINT)).longValueExact();
  }

  /** Accepts, in order, the checkpoints whose draws all held up and could be challenged. */
  private void accept() {
    TaskState task = now();
    int next = task.acceptedCheckpoints();
    while (next < task.checkpoints().size() && ripe(task.checkpoints().get(next)))
      acceptOne(task.checkpoints().get(next++));
    if (next == task.plan().checkpoints())
      block.change(task.id(), draft -> draft.enter(TaskStatus.REVEALING, block.height()));
  }

  private boolean ripe(CheckpointState checkpoint) {
    // Nobody else could do a federated unit again: its supervisors' signatures are all there is.
    if (start.plan().isFederated()) return true;
    long window = block.parameter(Parameter.CHALLENGE_WINDOW);
    return checkpoint.status() == CheckpointStatus.DRAWN
        && checkpoint.draws().stream()
            .allMatch(each ->
                each.status() == DrawStatus.VALID && block.height() >= each.since() + window);
  }

  private void acceptOne(CheckpointState checkpoint) {
    block.change(
        start.id(),
        draft -> {
          draft.replace(checkpoint.with(CheckpointStatus.ACCEPTED, block.height()));
          draft.lastProgressHeight = block.height();
          for (DrawState draw : checkpoint.draws())
            Slashing.truthful(draw, Verdict.VALID).forEach(draft::credit);
        });
  }

  /** The lead passes on if the task waits for a checkpoint and none came in time. */
  private void passLead() {
    TaskState task = now();
    boolean waits =
        task.status() == TaskStatus.TRAINING
            && !task.fullyCommitted()
            && task.pendingCheckpoints() < block.parameter(Parameter.MAX_PENDING_CHECKPOINTS);
    long deadline = task.lastProgressHeight() + block.parameter(Parameter.CHECKPOINT_DEADLINE);
    if (!waits || block.height() <= deadline) return;
    block.change(
        task.id(),
        draft -> {
          draft.leadTerm++;
          draft.lastProgressHeight = block.height();
        });
  }
}
