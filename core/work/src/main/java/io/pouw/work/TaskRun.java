package io.pouw.work;

import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.BlobId;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rounds of one generation of a task, from a known state on: collects a round's units, combines
 * them when all slots are filled, and goes on to the next. Lead and other supervisors do the same,
 * so each can take over. Replaced as a whole when the chain says otherwise.
 */
final class TaskRun {
  /** Told what happens in a run. */
  interface Listener {
    /** The next round waits for units, or the last one is closed. */
    void roundBegan(TaskRun run);

    void roundClosed(TaskRun run, ClosedRound round, Combination after);

    /** The updates of a round of a federated task, in the order of its claims. */
    void updatesCombined(ClosedRound round, List<byte[]> updates);
  }

  private final Desk desk;
  private final TaskProgram program;
  private final int generation;
  private final Listener listener;
  private final NavigableMap<Integer, ClosedRound> closed = new TreeMap<>();
  private final int baseRound;
  private final BlobId baseState;
  private int round;
  private BlobId stateId;
  private byte[] state;
  private SlotBoard board;
  private boolean abandoned;

  /**
   * @param round the first one to do
   * @param stateId names {@code state}, the state before it
   * @param history closed rounds before it, as far as they are known
   */
  TaskRun(
      Desk desk,
      TaskProgram program,
      int generation,
      Listener listener,
      int round,
      BlobId stateId,
      byte[] state,
      List<ClosedRound> history) {
    this.desk = desk;
    this.program = program;
    this.generation = generation;
    this.listener = listener;
    this.baseRound = round;
    this.baseState = stateId;
    this.round = round;
    this.stateId = stateId;
    this.state = state;
    this.board = new SlotBoard(program.plan().slots());
    history.forEach(each -> closed.put(each.round(), each));
  }

  int generation() {
    return generation;
  }

  int round() {
    return round;
  }

  /** The round in which the units that hang together with those of this round began. */
  int chainBegin() {
    return program
        .chain()
        .map(chain -> Math.max(0, round - chain.earlier(state).size()))
        .orElse(round);
  }

  BlobId stateId() {
    return stateId;
  }

  byte[] state() {
    return state;
  }

  SlotBoard board() {
    return board;
  }

  /** Whether the round waits for units, and is not being combined or past the last one. */
  boolean isWaiting() {
    return !isFinished() && !board.isFull();
  }

  boolean isFinished() {
    return round == program.plan().rounds();
  }

  /** The state before a round, if the run has got there and remembers it. */
  Optional<BlobId> stateBefore(int which) {
    if (which == round) return Optional.of(stateId);
    if (which == baseRound) return Optional.of(baseState);
    return Optional.ofNullable(closed.get(which - 1)).map(ClosedRound::output);
  }

  Optional<ClosedRound> closedRound(int which) {
    return Optional.ofNullable(closed.get(which));
  }

  /** The closed rounds from one to before another, or fewer if they are not all known. */
  List<ClosedRound> closedRounds(int from, int to) {
    return List.copyOf(closed.subMap(from, to).values());
  }

  void forgetRoundsBefore(int which) {
    closed.headMap(which).clear();
  }

  /** Whether a unit belongs to the round that is waiting. */
  boolean isCurrent(UnitClaim claim) {
    return isWaiting() && claim.unit().round() == round && claim.input().equals(stateId);
  }

  /** Takes a checked unit; combines when it was the last one. Whether its slot was empty. */
  boolean fill(UnitClaim claim, byte[] update) {
    if (abandoned || !isCurrent(claim) || !board.fill(claim, update)) return false;
    if (board.isFull()) combine();
    return true;
  }

  /** Closes the waiting round with the updates that are there, if they are enough for the plan. */
  boolean closeWithPresent() {
    if (abandoned || !isWaiting() || board.filledSlots() < program.plan().leastUpdates())
      return false;
    board.seal();
    combine();
    return true;
  }

  /** What is still under way comes to nothing. */
  void abandon() {
    abandoned = true;
  }

  private void combine() {
    byte[] before = state;
    int closing = round;
    List<byte[]> updates = board.updates();
    desk.compute(
        Purpose.COMBINING,
        Combination.class,
        () -> Combination.of(program, before, closing, updates),
        this::close,
        reason -> desk.alert("combining_failed", "round " + closing + ": " + reason));
  }

  private void close(Combination after) {
    if (abandoned) return;
    var record = new RoundRecord(round, stateId, after.id());
    var done = new ClosedRound(record, board.claims(), after.lossSum());
    closed.put(round, done);
    round++;
    stateId = after.id();
    state = after.state();
    List<byte[]> updates = board.updates();
    board = new SlotBoard(program.plan().slots());
    listener.roundClosed(this, done, after);
    if (program.plan().isFederated()) listener.updatesCombined(done, updates);
    if (!abandoned) listener.roundBegan(this);
  }
}
