package io.pouw.node.demo;

import io.pouw.ledger.Block;
import io.pouw.ledger.CheckpointBody;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskCounts;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.Verdict;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.metrics.FinalityMeter;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.Scores;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a run as the client's node sees it, and the rounds as the supervisors report them.
 * Thread-safe.
 */
final class DemoWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DemoWatch.class);

  private final DemoNetwork network;
  private final Consumer<String> say;
  private final CheckpointScores scores;
  private Optional<Hash> task = Optional.empty();
  private int round;
  private int closedRounds;
  private long updates;
  private long updateBytes;
  private float loss = Float.NaN;
  private double accuracy = Double.NaN;
  private int reputationRound;
  private final TreeMap<Address, RoleEvent.PoisoningSuspected> suspected = new TreeMap<>();
  private final TreeMap<Address, Double> reputations = new TreeMap<>();
  private final TreeMap<Address, String> names = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  /** How the client scores a checkpoint's state on its own test data. */
  @FunctionalInterface
  interface CheckpointScores {
    void score(BlobId state, List<Address> holders, Consumer<Scores> then);
  }

  DemoWatch(DemoNetwork network, CheckpointScores scores, Consumer<String> say) {
    this.network = network;
    this.scores = scores;
    this.say = say;
    network.members().forEach(each -> names.put(each.node().address(), each.name()));
    PouwNode client = network.client().node();
    client
        .vertx()
        .eventBus()
        .<LedgerAdvanced>localConsumer(Bus.ADVANCED, message -> advanced(message.body()));
    for (DemoMember member : network.members())
      member
          .node()
          .vertx()
          .eventBus()
          .<RoleEvent>localConsumer(Bus.ROLE_EVENT, message -> reported(member, message.body()));
  }

  synchronized void follow(Hash submitted) {
    task = Optional.of(submitted);
  }

  String name(Address address) {
    return names.getOrDefault(address, address.abbreviated());
  }

  /** What the supervisors found out about the workers of a federated task. */
  synchronized PoisonReport poison(DemoOptions.Federation federation, Optional<Double> backdoor) {
    List<PoisonReport.Worker> workers =
        network.with(Role.MINER).stream()
            .map(member -> {
              Address address = member.node().address();
              return new PoisonReport.Worker(
                  address,
                  member.name(),
                  member.cheater(),
                  Optional.ofNullable(reputations.get(address)),
                  Optional.ofNullable(suspected.get(address)));
            })
            .toList();
    return new PoisonReport(federation.attack(), workers, backdoor);
  }

  /** What was worth a line, in order. */
  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /** Rounds that were closed, those that were done again included. */
  synchronized int closedRounds() {
    return closedRounds;
  }

  /** What the updates of these rounds came to. */
  synchronized DemoReport.Updates updates() {
    return new DemoReport.Updates(updates, updateBytes);
  }

  private synchronized void reported(DemoMember by, RoleEvent event) {
    switch (event) {
      case RoleEvent.RoundClosed closed -> {
        if (task.isEmpty() || !closed.task().equals(task.get())) return;
        round = closed.round() + 1;
        closedRounds++;
        updates += closed.updates();
        updateBytes += closed.updateBytes();
        loss = closed.loss();
      }
      case RoleEvent.SlotReassigned moved ->
          note(moved.unit() + " goes from " + name(moved.from()) + " to " + name(moved.to()));
      case RoleEvent.PoisoningSuspected found -> {
        if (!suspected.containsKey(found.worker()))
          note(
              by.name()
                  + " names "
                  + name(found.worker())
                  + " ("
                  + found.worker()
                  + ") as a poisoner in round "
                  + found.round()
                  + ": "
                  + found.reason());
        suspected.putIfAbsent(found.worker(), found);
      }
      case RoleEvent.Reputations found -> {
        if (found.round() >= reputationRound) {
          reputationRound = found.round();
          reputations.putAll(found.ofWorkers());
        }
      }
      case RoleEvent.Alert alert ->
          note(by.name() + " alerts: " + alert.kind() + ": " + alert.detail());
    }
  }

  private synchronized void advanced(LedgerAdvanced advanced) {
    for (Block block : advanced.blocks())
      for (Transaction transaction : block.transactions())
        transaction(block, transaction, advanced.state());
  }

  private void transaction(Block block, Transaction transaction, LedgerState state) {
    LOG.info(
        "block {}: {} of {}",
        block.height(),
        transaction.body().kindName(),
        name(transaction.from()));
    if (transaction.body() instanceof CheckpointBody.CommitCheckpoint commit) {
      TaskState of = state.task(commit.content().task()).orElseThrow();
      scores.score(
          commit.content().state(),
          of.supervisors(),
          found -> {
            synchronized (this) {
              accuracy = found.accuracy();
            }
          });
    }
    if (transaction.body() instanceof CheckpointBody.Attest attest
        && attest.verdict() != Verdict.VALID)
      note(
          name(transaction.from())
              + " re-executed unit "
              + attest.leaf()
              + " of checkpoint "
              + attest.checkpoint()
              + ": "
              + attest.verdict()
              + " (block "
              + block.height()
              + ")");
  }

  private void note(String text) {
    notes.add(text);
    say.accept(text);
  }

  synchronized Progress progress(String phase) {
    PouwNode client = network.client().node();
    LedgerState state = client.ledger();
    Optional<TaskState> current = task.flatMap(state::task);
    int rounds = current.map(each -> each.plan().rounds()).orElse(0);
    Optional<TaskCounts> units = current.map(TaskState::counts);
    return new Progress(
        phase,
        Math.min(round, rounds),
        rounds,
        loss,
        accuracy,
        state.height(),
        network.members().getFirst().node().consensus().view(),
        FinalityMeter.percentile(finality(), 0.5),
        units.map(TaskCounts::committed).orElse(0L),
        units.map(TaskCounts::drawn).orElse(0L),
        units.map(TaskCounts::verified).orElse(0L),
        units.map(TaskCounts::rejected).orElse(0L),
        Amounts.format(state.supply().minted()));
  }

  /** Times to finality over all validators, in milliseconds. */
  double[] finality() {
    return network.members().stream()
        .flatMapToDouble(each -> java.util.Arrays.stream(each.node().finality().samples()))
        .toArray();
  }
}
