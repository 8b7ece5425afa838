package io.pouw.work;

import io.pouw.ledger.TaskState;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The programs of the tasks that a machine takes part in: fetches the training data, opens the
 * program off the machine's thread, and refuses a task whose plan is not what spec and data give.
 * One program a task, until it is retained no longer. A federated task is opened with the node's
 * own data, which nobody asks for, beside what its client gave everybody.
 */
final class Programs {
  private static final Duration RETRY = Duration.ofSeconds(3);

  private final Desk desk;
  private final RoleContext context;
  private final Consumer<Hash> opened;
  private final Map<Hash, Entry> entries = new HashMap<>();

  private static final class Entry {
    Optional<TaskProgram> program = Optional.empty();
  }

  /** An opened program, or why the task is refused. */
  private record Opened(Optional<TaskProgram> program, String refusal) {}

  /**
   * @param opened told each task whose program has become open
   */
  Programs(Desk desk, RoleContext context, Consumer<Hash> opened) {
    this.desk = desk;
    this.context = context;
    this.opened = opened;
  }

  /** The program, once it is open; the first call for a task starts to open it. */
  Optional<TaskProgram> of(TaskState task) {
    Entry known = entries.get(task.id());
    if (known != null) return known.program;
    var entry = new Entry();
    entries.put(task.id(), entry);
    load(task, entry);
    return entry.program;
  }

  /** Forgets the programs of all other tasks. */
  void retain(Set<Hash> tasks) {
    entries.keySet().retainAll(tasks);
  }

  private void load(TaskState task, Entry entry) {
    Optional<TaskType> type = context.taskTypes().apply(task.body().taskType());
    if (type.isEmpty()) {
      desk.alert(
          "unknown_task_type",
          "task " + task.id() + " is of type " + task.body().taskType() + ", no plugin knows it");
      return;
    }
    List<BlobId> parts = task.body().training().parts().stream().map(DataPart::blob).toList();
    desk.fetchAll(
        parts,
        dataSources(task, context.self()),
        contents -> open(task, entry, type.get(), contents),
        reason -> retry(task, entry, reason));
  }

  private void retry(TaskState task, Entry entry, String reason) {
    if (entries.get(task.id()) != entry) return;
    desk.alert("data_missing", "training data of task " + task.id() + ": " + reason);
    desk.after(
        "data/" + task.id(),
        RETRY,
        () -> {
          if (entries.get(task.id()) == entry) load(task, entry);
        });
  }

  private void open(TaskState task, Entry entry, TaskType type, List<byte[]> contents) {
    if (entries.get(task.id()) != entry) return;
    var training = new LinkedHashMap<String, byte[]>();
    List<DataPart> parts = task.body().training().parts();
    for (int i = 0; i < parts.size(); i++) training.put(parts.get(i).name(), contents.get(i));
    if (task.plan().isFederated()) training.putAll(context.privateData());
    open(task, entry, type, training);
  }

  private void open(TaskState task, Entry entry, TaskType type, Map<String, byte[]> training) {
    desk.compute(
        Purpose.LOADING,
        Opened.class,
        () -> open(task, type, training),
        outcome -> accept(task, entry, outcome),
        failure -> refuse(task, failure));
  }

  private static Opened open(TaskState task, TaskType type, Map<String, byte[]> training) {
    try {
      byte[] spec = task.body().spec();
      TaskPlan plan = type.plan(spec, training);
      if (!plan.equals(task.plan()))
        return new Opened(
            Optional.empty(), "its plan is " + task.plan() + ", spec and data give " + plan);
      return new Opened(Optional.of(type.open(spec, training, task.effectiveSeed())), "");
    } catch (IllegalArgumentException e) {
      return new Opened(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private void accept(TaskState task, Entry entry, Opened outcome) {
    if (entries.get(task.id()) != entry) return;
    if (outcome.program().isEmpty()) {
      refuse(task, outcome.refusal());
      return;
    }
    entry.program = outcome.program();
    opened.accept(task.id());
  }

  /** How others can open the same program; empty for a federated task. */
  static Optional<TaskRecipe> recipe(TaskState task) {
    if (task.plan().isFederated()) return Optional.empty();
    return Optional.of(
        new TaskRecipe(
            task.body().taskType(),
            task.body().spec(),
            task.body().training().parts(),
            task.effectiveSeed(),
            task.plan()));
  }

  private void refuse(TaskState task, String reason) {
    desk.alert("task_refused", "task " + task.id() + ": " + reason);
  }

  /** Who may serve a task's data: everybody but oneself, the client first. */
  static List<Address> dataSources(TaskState task, Address self) {
    var sources = new LinkedHashSet<Address>();
    sources.add(task.client());
    sources.addAll(task.supervisors());
    sources.addAll(task.verifiers());
    sources.addAll(task.miners());
    sources.addAll(task.evaluators());
    sources.remove(self);
    return List.copyOf(sources);
  }

  /**
   * Who may serve states, updates and details: the supervisors but oneself, the lead first, and the
   * client, who keeps the final state.
   */
  static List<Address> workSources(TaskState task, Address self) {
    var sources = new LinkedHashSet<Address>();
    task.lead().ifPresent(sources::add);
    sources.addAll(task.supervisors());
    sources.add(task.client());
    sources.remove(self);
    return List.copyOf(sources);
  }
}
