package io.pouw.work;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A supervisor: opens and closes the rounds of the tasks that it leads, follows those that others
 * lead, endorses their checkpoints, shows drawn units, keeps what verifiers ask for. Settings:
 * {@code slot_timeout_ms} (2,000), {@code endorse_timeout_ms} (3,000).
 */
public final class SupervisorMachine implements RoleMachine {
  private final RoleContext context;
  private final Desk desk = new Desk();
  private final Shelf shelf = new Shelf(desk);
  private final WorkerPerformance performance = new WorkerPerformance();
  private final Supplier<UpdateJudge> judges;
  private final Programs programs;
  private final Map<Hash, SupervisedTask> tasks = new LinkedHashMap<>();
  private Optional<LedgerState> ledger = Optional.empty();

  /**
   * A machine.
   *
   * @param judges makes the judge of a federated task's updates, one a task
   */
  public SupervisorMachine(RoleContext context, Supplier<UpdateJudge> judges) {
    this.context = context;
    this.judges = judges;
    this.programs = new Programs(desk, context, task -> ledger.ifPresent(this::follow));
  }

  /** How reliably the miners of its tasks answer. */
  public WorkerPerformance performance() {
    return performance;
  }

  @Override
  public List<RoleEffect> on(RoleInput input) {
    switch (input) {
      case RoleInput.Finalized finalized -> follow(LedgerState.of(finalized.view()));
      case RoleInput.Received received -> receive(received);
      case RoleInput.TimerFired fired -> desk.resolve(fired);
      case RoleInput.Computed computed -> desk.resolve(computed);
      case RoleInput.ComputationFailed failed -> desk.resolve(failed);
      case RoleInput.BlobArrived arrived -> desk.resolve(arrived);
      case RoleInput.BlobMissing missing -> desk.resolve(missing);
    }
    return desk.drain();
  }

  private void follow(LedgerState latest) {
    ledger = Optional.of(latest);
    tasks.keySet().removeIf(id -> isOver(id, latest));
    for (TaskState task : latest.activeTasks()) if (isMine(task)) follow(latest, task);
    programs.retain(
        latest.activeTasks().stream()
            .filter(this::isMine)
            .map(TaskState::id)
            .collect(Collectors.toSet()));
  }

  private void follow(LedgerState latest, TaskState task) {
    SupervisedTask known = tasks.get(task.id());
    if (known == null) {
      var program = programs.of(task);
      if (program.isEmpty()) return;
      known =
          new SupervisedTask(
              desk, shelf, context, program.get(), performance, judges.get(), latest, task);
      tasks.put(task.id(), known);
    }
    known.follow(latest, task);
  }

  private boolean isMine(TaskState task) {
    return task.status() == TaskStatus.TRAINING && task.supervisors().contains(context.self());
  }

  private boolean isOver(Hash id, LedgerState latest) {
    Optional<TaskState> task = latest.task(id);
    if (task.filter(this::isMine).isPresent()) return false;
    SupervisedTask closing = tasks.get(id);
    if (closing != null) closing.close();
    boolean stillServed = task.filter(each -> !each.status().isFinal()).isPresent();
    if (!stillServed)
      shelf.releaseAll(each -> each.task().equals(id) && each.part() != Shelf.Part.RESULT);
    return !stillServed;
  }

  private void receive(RoleInput.Received received) {
    if (!WorkMessage.isTopic(received.topic())) return;
    try {
      dispatch(received.from(), WorkMessage.decode(received.topic(), received.payload()));
    } catch (CodecException e) {
      desk.alert("malformed_message", received.from() + ": " + e.getMessage());
    }
  }

  private void dispatch(Address from, WorkMessage message) {
    switch (message) {
      case WorkMessage.RoundOpened opened -> {}
      case WorkMessage.UnitDone done ->
          task(done.claim().task()).ifPresent(each -> each.take(from, done));
      case WorkMessage.EndorsementRequest request ->
          task(request.checkpoint().task()).ifPresent(each -> each.take(from, request));
      case WorkMessage.EndorsementGiven given ->
          task(given.task()).ifPresent(each -> each.take(from, given));
      case WorkMessage.EndorsementRefused refused ->
          task(refused.task()).ifPresent(each -> each.take(from, refused));
      case WorkMessage.SecretAsked asked -> {}
      case WorkMessage.SecretGiven given -> {}
    }
  }

  private Optional<SupervisedTask> task(Hash id) {
    return Optional.ofNullable(tasks.get(id));
  }
}
