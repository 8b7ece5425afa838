package io.pouw.work;

import io.pouw.ledger.TaskState;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lead's part in a round: asks the assigned miners for their slots, counts time by a timer's
 * ticks, and gives a slot that stays empty too long to another miner. One that was silent is not
 * waited for in later rounds: a stand-in is asked beside it, until it answers again.
 *
 * <p>Too long is {@code slot_timeout_ms} or four times the slowest normal answer, whichever is
 * longer. If nobody else is in reach the same miners are asked again, for the question or the
 * answer may have been lost.
 */
final class RoundLead {
  /** A slot's timeout in ticks. */
  static final int TICKS_OF_TIMEOUT = 8;

  private static final double PATIENCE = 4;

  /** States up to this size travel with the question; larger ones are fetched. */
  private static final int MAX_STATE_IN_MESSAGE = 4 << 20;

  private final Desk desk;
  private final WorkerPerformance performance;
  private final Duration tick;
  private final String timer;

  /** Miners asked for each slot, and at which tick last. */
  private final Map<Integer, Map<Address, Long>> asked = new TreeMap<>();

  private Optional<TaskRun> open = Optional.empty();
  private int openRound = -1;
  private long now;

  RoundLead(Desk desk, WorkerPerformance performance, Duration slotTimeout, String timer) {
    this.desk = desk;
    this.performance = performance;
    this.tick = slotTimeout.dividedBy(TICKS_OF_TIMEOUT);
    this.timer = timer;
  }

  /** Opens the round that the run waits in, unless it is open. */
  void open(TaskState task, TaskRun run) {
    if (task.miners().isEmpty()) return;
    if (open.filter(each -> each == run).isPresent() && openRound == run.round()) return;
    close();
    open = Optional.of(run);
    openRound = run.round();
    askAssigned(task, run);
    startTick(task, run);
  }

  /** Ends the round, or the lead. */
  void close() {
    desk.stopTimer(timer);
    open = Optional.empty();
    openRound = -1;
    asked.clear();
  }

  boolean hasAsked(int slot, Address miner) {
    return asked.getOrDefault(slot, Map.of()).containsKey(miner);
  }

  /** A slot of the open round was answered, in time or when it had been filled. */
  void answered(int slot, Address miner) {
    Long since = asked.getOrDefault(slot, Map.of()).get(miner);
    if (since == null) performance.answeredLate(miner);
    else performance.answered(miner, now - since);
  }

  private void askAssigned(TaskState task, TaskRun run) {
    // Who did the unit of the slot before has what the next one begins with.
    List<Address> assigned = SlotAssignment.ofRound(task, run.chainBegin());
    var questions = new Questions();
    for (int slot : run.board().emptySlots()) questions.put(assigned.get(slot), slot);
    for (int slot : task.plan().isFederated() ? List.<Integer>of() : run.board().emptySlots())
      if (performance.shouldReplace(assigned.get(slot)))
        standIn(task, run, slot).ifPresent(miner -> questions.put(miner, slot));
    questions.send(task, run);
  }

  private void startTick(TaskState task, TaskRun run) {
    desk.after(timer, tick, () -> tick(task, run));
  }

  private void tick(TaskState task, TaskRun run) {
    now++;
    if (!run.isWaiting() || run.round() != openRound) return;
    if (task.plan().isFederated()) {
      waitForData(task, run);
      return;
    }
    long patience = patience(task);
    var questions = new Questions();
    var late = new TreeSet<Address>();
    for (int slot : run.board().emptySlots())
      if (now - lastAsked(slot) >= patience) replace(task, run, slot, questions, late);
    late.forEach(performance::silent);
    questions.send(task, run);
    startTick(task, run);
  }

  /**
   * Nobody stands in for a federated worker, whose data nobody else has: after the timeout, or once
   * all are there that answer at all, the round goes on without it.
   */
  private void waitForData(TaskState task, TaskRun run) {
    List<Address> assigned = SlotAssignment.ofRound(task, run.round());
    List<Integer> empty = run.board().emptySlots();
    long patience = patience(task);
    boolean overdue = empty.stream().anyMatch(slot -> now - lastAsked(slot) >= patience);
    boolean hopeless = empty.stream().map(assigned::get).allMatch(performance::shouldReplace);
    if (overdue || hopeless) {
      if (overdue) empty.stream().map(assigned::get).forEach(performance::silent);
      if (run.closeWithPresent()) return;
    }
    if (overdue) {
      var questions = new Questions();
      empty.forEach(slot -> questions.put(assigned.get(slot), slot));
      questions.send(task, run);
    }
    startTick(task, run);
  }

  private long patience(TaskState task) {
    double slowest = performance.slowestMeanTicks(task.miners());
    return Math.max(TICKS_OF_TIMEOUT, (long) (PATIENCE * slowest) + 1);
  }

  private long lastAsked(int slot) {
    return asked.getOrDefault(slot, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(Long.MIN_VALUE / 2);
  }

  private void replace(
      TaskState task, TaskRun run, int slot, Questions questions, Set<Address> late) {
    List<Address> silent = List.copyOf(asked.getOrDefault(slot, Map.of()).keySet());
    Optional<Address> other = standIn(task, run, slot);
    if (other.isEmpty()) {
      silent.stream().filter(task.miners()::contains).forEach(each -> questions.put(each, slot));
      return;
    }
    questions.put(other.get(), slot);
    late.addAll(silent);
    if (!silent.isEmpty())
      desk.report(
          new RoleEvent.SlotReassigned(
              task.id(), new UnitId(run.round(), slot), silent.getLast(), other.get()));
  }

  /**
   * The least busy miner that answers, is not late with another slot and not asked for this one.
   */
  private Optional<Address> standIn(TaskState task, TaskRun run, int slot) {
    long patience = patience(task);
    return task.miners().stream()
        .filter(each -> !hasAsked(slot, each) && !performance.shouldReplace(each))
        .filter(each -> oldestOwed(run, each) < patience)
        .min(Comparator.comparingInt(each -> owed(run, each)));
  }

  private int owed(TaskRun run, Address miner) {
    return (int) run.board().emptySlots().stream().filter(slot -> hasAsked(slot, miner)).count();
  }

  private long oldestOwed(TaskRun run, Address miner) {
    return run.board().emptySlots().stream()
        .map(slot -> asked.getOrDefault(slot, Map.of()).get(miner))
        .mapToLong(since -> since == null ? 0 : now - since)
        .max()
        .orElse(0);
  }

  /** Slots to ask for, by miner. */
  private final class Questions {
    private final Map<Address, TreeSet<Integer>> slots = new TreeMap<>();

    void put(Address miner, int slot) {
      slots.computeIfAbsent(miner, each -> new TreeSet<>()).add(slot);
      asked.computeIfAbsent(slot, each -> new LinkedHashMap<>()).put(miner, now);
    }

    void send(TaskState task, TaskRun run) {
      Optional<byte[]> state =
          Optional.of(run.state()).filter(each -> each.length <= MAX_STATE_IN_MESSAGE);
      slots.forEach((miner, ofMiner) ->
          desk.send(
              miner,
              new WorkMessage.RoundOpened(
                  task.id(),
                  run.generation(),
                  run.round(),
                  run.stateId(),
                  List.copyOf(ofMiner),
                  state)));
    }
  }
}
