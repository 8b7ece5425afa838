package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One task in the hands of one of its supervisors. The chain decides: which generation and which
 * state the rounds go on from, and who leads. Everything between two checkpoints can be lost and
 * done again, to the same bytes.
 */
final class SupervisedTask implements TaskRun.Listener {
  private static final Duration RETRY = Duration.ofSeconds(3);

  private final Desk desk;
  private final Shelf shelf;
  private final RoleContext context;
  private final TaskProgram program;
  private final RoundLead rounds;
  private final CheckpointLead checkpoints;
  private final Endorser endorser;
  private final UnitOpener opener;
  private final UnitIntake units;
  private final UpdateWatch watch;
  private final Hash chainId;
  private TaskState task;
  private long height;
  private long maxPending;
  private Optional<TaskRun> run = Optional.empty();
  private int generation = -1;
  private int loading;

  SupervisedTask(
      Desk desk,
      Shelf shelf,
      RoleContext context,
      TaskProgram program,
      WorkerPerformance performance,
      UpdateJudge judge,
      LedgerState ledger,
      TaskState task) {
    var settings = new Settings(context.settings());
    this.desk = desk;
    this.shelf = shelf;
    this.context = context;
    this.program = program;
    this.task = task;
    this.chainId = ledger.chainId();
    this.rounds =
        new RoundLead(
            desk,
            performance,
            settings.milliseconds("slot_timeout_ms", 2_000),
            "round/" + task.id());
    this.checkpoints =
        new CheckpointLead(
            desk,
            shelf,
            context,
            settings.milliseconds("endorse_timeout_ms", 3_000),
            chainId,
            task.id());
    this.endorser = new Endorser(desk, shelf, context, this::adopt);
    this.opener = new UnitOpener(desk, context.self());
    this.watch = new UpdateWatch(desk, program, task.id(), judge);
    this.units =
        new UnitIntake(
            desk,
            shelf,
            program,
            performance,
            rounds,
            chainId,
            (claim, why) -> refused(claim, why));
  }

  /** Brings the task in line with a newer view of the chain. */
  void follow(LedgerState ledger, TaskState latest) {
    task = latest;
    height = ledger.height();
    maxPending = ledger.parameters().get(Parameter.MAX_PENDING_CHECKPOINTS);
    if (generation != task.generation()) rollBack();
    else if (run.isPresent() && isBehindOrAstray(run.get())) resume();
    releaseAccepted();
    advance();
  }

  /** The task is over, or in others' hands: nothing goes on. */
  void close() {
    stop();
    rounds.close();
    checkpoints.close();
  }

  private void rollBack() {
    int kept = task.checkpoints().size();
    shelf.releaseAll(
        each -> each.task().equals(task.id()) && each.checkpoint() >= kept && generation >= 0);
    generation = task.generation();
    units.forget();
    endorser.forget();
    resume();
  }

  private boolean isBehindOrAstray(TaskRun current) {
    return lastCheckpoint()
        .filter(last ->
            !current
                .stateBefore(task.plan().toRound(last.index()))
                .equals(Optional.of(last.content().state())))
        .isPresent();
  }

  private Optional<CheckpointState> lastCheckpoint() {
    return task.checkpoints().isEmpty()
        ? Optional.empty()
        : Optional.of(task.checkpoints().getLast());
  }

  /** Begins anew from the last checkpoint on the chain. */
  private void resume() {
    stop();
    rounds.close();
    checkpoints.close();
    int attempt = ++loading;
    Optional<CheckpointState> last = lastCheckpoint();
    if (last.isEmpty()) {
      desk.compute(
          Purpose.COMBINING,
          byte[].class,
          program::init,
          state -> begin(attempt, 0, state),
          reason -> desk.alert("init_failed", task.id() + ": " + reason));
      return;
    }
    BlobId state = last.get().content().state();
    int round = task.plan().toRound(last.get().index());
    desk.fetch(
        state,
        Programs.workSources(task, context.self()),
        content -> begin(attempt, round, content),
        reason -> retry(attempt, state, reason));
  }

  private void retry(int attempt, BlobId state, String reason) {
    if (attempt != loading) return;
    desk.alert("state_missing", state + " of task " + task.id() + ": " + reason);
    desk.after(
        "state/" + task.id(),
        RETRY,
        () -> {
          if (attempt == loading) resume();
        });
  }

  private void begin(int attempt, int round, byte[] state) {
    if (attempt != loading) return;
    BlobId id = BlobId.of(state);
    if (round == 0) shelf.keep(label(0, Shelf.Part.HISTORY), id, state);
    else keepState(round - 1, id, state);
    begin(new TaskRun(desk, program, generation, this, round, id, state, List.of()));
  }

  private void begin(TaskRun next) {
    stop();
    run = Optional.of(next);
    roundBegan(next);
  }

  private void stop() {
    loading++;
    run.ifPresent(TaskRun::abandon);
    run = Optional.empty();
  }

  /** Takes a checkpoint that was checked and signed; goes on from it if the own rounds differ. */
  private void adopt(Checkpoint checkpoint, EndorsementCheck.Outcome.Holds holds) {
    if (checkpoint.generation() != generation || run.isEmpty() || holds.last().isEmpty()) return;
    int next = task.plan().toRound(checkpoint.index());
    if (run.get().stateBefore(next).equals(Optional.of(checkpoint.state()))) return;
    rounds.close();
    Combination last = holds.last().get();
    begin(
        new TaskRun(
            desk, program, generation, this, next, last.id(), last.state(), holds.rounds()));
  }

  /** Does what the present state asks for; harmless to call again. */
  private void advance() {
    opener.advance(task, height);
    if (run.isEmpty() || task.audit().isPresent()) {
      rounds.close();
      return;
    }
    TaskRun current = run.get();
    endorser.advance(task, program, current);
    if (!isLead()) {
      rounds.close();
      checkpoints.close();
      return;
    }
    checkpoints.advance(task, current, height, maxPending);
    if (current.isWaiting() && mayWork(current.round())) rounds.open(task, current);
  }

  private boolean isLead() {
    return task.lead().filter(context.self()::equals).isPresent();
  }

  /** Rounds go on while checkpoints are checked, one beyond those that may be pending. */
  private boolean mayWork(int round) {
    return checkpointOf(round) <= task.acceptedCheckpoints() + maxPending;
  }

  private int checkpointOf(int round) {
    return round / task.plan().checkpointRounds();
  }

  private void releaseAccepted() {
    int accepted = task.acceptedCheckpoints();
    shelf.releaseAll(each ->
        each.task().equals(task.id())
            && each.part() == Shelf.Part.UPDATES
            && each.checkpoint() < accepted);
    run.ifPresent(
        each -> each.forgetRoundsBefore(task.plan().fromRound(Math.max(0, accepted - 1))));
  }

  @Override
  public void roundBegan(TaskRun current) {
    units.fillFromEarlier(current, Programs.workSources(task, context.self()));
    advance();
  }

  @Override
  public void roundClosed(TaskRun current, ClosedRound round, Combination after) {
    keepState(round.round(), after.id(), after.state());
    if (!isLead()) return;
    TaskPlan plan = task.plan();
    desk.report(
        new RoleEvent.RoundClosed(
            task.id(),
            round.round(),
            plan.rounds(),
            (float) (round.lossSum() / round.claims().size()),
            round.claims().size(),
            round.claims().stream().mapToLong(claim -> claim.update().size()).sum()));
  }

  @Override
  public void updatesCombined(ClosedRound round, List<byte[]> updates) {
    watch.look(round, updates);
  }

  private void refused(UnitClaim claim, String reason) {
    if (task.plan().isFederated()) watch.refused(claim, reason);
  }

  private void keepState(int round, BlobId id, byte[] state) {
    shelf.keep(label(checkpointOf(round), Shelf.Part.HISTORY), id, state);
    if (round == task.plan().rounds() - 1)
      shelf.keep(label(checkpointOf(round), Shelf.Part.RESULT), id, state);
  }

  private Shelf.Label label(int checkpoint, Shelf.Part part) {
    return new Shelf.Label(task.id(), checkpoint, part);
  }

  void take(Address from, WorkMessage.EndorsementRequest request) {
    if (!request.checkpoint().chainId().equals(chainId)) return;
    endorser.take(task, from, request.checkpoint(), maxPending);
    advance();
  }

  void take(Address from, WorkMessage.EndorsementGiven given) {
    if (given.generation() != generation) return;
    checkpoints.take(task, from, given.index(), given.endorsement());
    advance();
  }

  void take(Address from, WorkMessage.EndorsementRefused refused) {
    if (refused.generation() != generation) return;
    checkpoints.refuse(task, from, refused.index(), refused.reason());
    advance();
  }

  void take(Address from, WorkMessage.UnitDone done) {
    if (done.claim().generation() != generation) return;
    int horizon =
        task.plan().checkpointRounds() * (task.acceptedCheckpoints() + (int) maxPending + 2);
    units.take(task, run, isLead(), horizon, from, done);
  }
}
