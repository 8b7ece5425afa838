package io.pouw.work;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.FinalizedView;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A miner: does the units that the supervisors of its tasks ask for, signs what it got and sends it
 * to all of them. Settings: {@code threads}, units at once (1).
 *
 * <p>A round that is opened before the miner's view of the chain or its data is there waits; of
 * these it holds at most {@value #MAX_EARLY}, the oldest going first. A round opened again gets the
 * same answer again. The secret of a unit is shown as {@link SecretDuty} says.
 */
public final class MinerMachine implements RoleMachine {
  static final int MAX_EARLY = 32;

  private record Early(Address from, WorkMessage.RoundOpened message) {}

  private final RoleContext context;
  private final Desk desk = new Desk();
  private final Programs programs;
  private final UnitQueue queue;
  private final Map<Hash, TaskState> tasks = new LinkedHashMap<>();
  private final Deque<Early> early = new ArrayDeque<>();
  private Hash chainId = Hash.ZERO;

  public MinerMachine(RoleContext context) {
    this.context = context;
    int threads = new Settings(context.settings()).number("threads", 1, 1, 1024);
    this.queue = new UnitQueue(desk, threads, this::answer);
    this.programs = new Programs(desk, context, task -> resume());
  }

  @Override
  public List<RoleEffect> on(RoleInput input) {
    switch (input) {
      case RoleInput.Finalized finalized -> follow(finalized.view());
      case RoleInput.Received received -> receive(received);
      case RoleInput.TimerFired fired -> desk.resolve(fired);
      case RoleInput.Computed computed -> desk.resolve(computed);
      case RoleInput.ComputationFailed failed -> desk.resolve(failed);
      case RoleInput.BlobArrived arrived -> desk.resolve(arrived);
      case RoleInput.BlobMissing missing -> desk.resolve(missing);
    }
    return desk.drain();
  }

  private void follow(FinalizedView view) {
    LedgerState ledger = LedgerState.of(view);
    chainId = ledger.chainId();
    tasks.clear();
    for (TaskState task : ledger.activeTasks())
      if (task.status() == TaskStatus.TRAINING && task.miners().contains(context.self()))
        tasks.put(task.id(), task);
    programs.retain(tasks.keySet());
    queue.retain(tasks);
    tasks.values().forEach(programs::of);
    resume();
  }

  private void receive(RoleInput.Received received) {
    if (!received.topic().equals(WorkMessage.ROUND_TOPIC)
        && !received.topic().equals(WorkMessage.SECRET_TOPIC)) return;
    try {
      WorkMessage message = WorkMessage.decode(received.topic(), received.payload());
      if (message instanceof WorkMessage.RoundOpened opened) accept(received.from(), opened);
      if (message instanceof WorkMessage.SecretAsked asked)
        SecretDuty.answer(tasks.get(asked.task()), asked, received.from(), context, chainId)
            .ifPresent(given -> desk.send(received.from(), given));
    } catch (CodecException e) {
      desk.alert("malformed_message", received.from() + ": " + e.getMessage());
    }
  }

  private void resume() {
    for (int waiting = early.size(); waiting > 0; waiting--) {
      Early next = early.remove();
      accept(next.from(), next.message());
    }
  }

  private void accept(Address from, WorkMessage.RoundOpened opened) {
    TaskState task = tasks.get(opened.task());
    Optional<TaskProgram> program = task == null ? Optional.empty() : programs.of(task);
    if (task == null || program.isEmpty() || opened.generation() > task.generation()) {
      hold(new Early(from, opened));
      return;
    }
    if (opened.generation() < task.generation()) return;
    if (!task.supervisors().contains(from)) {
      desk.alert("not_a_supervisor", from + " opened a round of task " + task.id());
      return;
    }
    if (task.plan().isFederated() && context.privateData().isEmpty()) {
      desk.alert("no_private_data", "task " + task.id() + " is federated, this node has no data");
      return;
    }
    if (!withinPlan(task, opened)) {
      desk.alert("malformed_message", from + " opened a round that is not in the task's plan");
      return;
    }
    opened
        .state()
        .ifPresentOrElse(
            state -> take(from, opened, task, program.get(), state),
            () -> fetchState(from, opened, task, program.get()));
  }

  private void hold(Early round) {
    if (early.size() == MAX_EARLY) early.remove();
    early.add(round);
  }

  private static boolean withinPlan(TaskState task, WorkMessage.RoundOpened opened) {
    return opened.round() < task.plan().rounds()
        && opened.slots().stream().allMatch(slot -> slot < task.plan().slots());
  }

  private void fetchState(
      Address from, WorkMessage.RoundOpened opened, TaskState task, TaskProgram program) {
    desk.fetch(
        opened.input(),
        List.of(from),
        state -> take(from, opened, task, program, state),
        reason -> desk.alert("state_missing", opened.input() + ": " + reason));
  }

  private void take(
      Address from,
      WorkMessage.RoundOpened opened,
      TaskState task,
      TaskProgram program,
      byte[] state) {
    if (!BlobId.of(state).equals(opened.input())) {
      desk.alert("wrong_state", from + " sent a state that is not the one it names");
      return;
    }
    queue.abandonOtherRounds(opened.task(), opened.generation(), opened.round());
    Optional<TaskRecipe> recipe = Programs.recipe(task);
    List<Address> sources = Programs.workSources(task, context.self());
    for (int slot : opened.slots()) {
      var order =
          new UnitQueue.Order(
              opened.task(), opened.generation(), new UnitId(opened.round(), slot), opened.input());
      queue.add(
          order, new Workbench.Means(recipe, program, state, secret(program, order), sources));
    }
  }

  private Optional<UnitSecret> secret(TaskProgram program, UnitQueue.Order order) {
    if (!program.needsSecret()) return Optional.empty();
    return Optional.of(
        UnitSecret.derive(
            context.signer(),
            chainId,
            order.task(),
            order.generation(),
            order.unit(),
            order.input()));
  }

  private void answer(UnitQueue.Order order, UnitQueue.Product product) {
    TaskState task = tasks.get(order.task());
    if (task == null || task.generation() != order.generation()) return;
    UnitClaim claim =
        UnitClaim.sign(
            context.signer(),
            chainId,
            order.task(),
            order.generation(),
            order.unit(),
            order.input(),
            product.id());
    var done = new WorkMessage.UnitDone(claim, product.update());
    task.supervisors().forEach(each -> desk.send(each, done));
  }
}
