package io.pouw.work;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.TransactionBody.Evaluate;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An evaluator: scores the final state of its tasks on the test data that the client has revealed,
 * and says so on the chain; again, if the chain does not show it after some blocks.
 */
public final class EvaluatorMachine implements RoleMachine {
  private static final Duration RETRY = Duration.ofSeconds(3);

  private static final class Evaluation {
    Optional<Scores> scores = Optional.empty();
    long submittedAt;
  }

  private final RoleContext context;
  private final Desk desk = new Desk();
  private final Map<Hash, Evaluation> evaluations = new HashMap<>();
  private long height;

  public EvaluatorMachine(RoleContext context) {
    this.context = context;
  }

  @Override
  public List<RoleEffect> on(RoleInput input) {
    switch (input) {
      case RoleInput.Finalized finalized -> follow(LedgerState.of(finalized.view()));
      case RoleInput.Received received -> {}
      case RoleInput.TimerFired fired -> desk.resolve(fired);
      case RoleInput.Computed computed -> desk.resolve(computed);
      case RoleInput.ComputationFailed failed -> desk.resolve(failed);
      case RoleInput.BlobArrived arrived -> desk.resolve(arrived);
      case RoleInput.BlobMissing missing -> desk.resolve(missing);
    }
    return desk.drain();
  }

  private void follow(LedgerState ledger) {
    height = ledger.height();
    List<TaskState> open = ledger.activeTasks().stream().filter(this::awaitsMe).toList();
    evaluations.keySet().retainAll(open.stream().map(TaskState::id).collect(Collectors.toSet()));
    for (TaskState task : open) {
      Evaluation known = evaluations.get(task.id());
      if (known == null) begin(task);
      else repeat(task, known);
    }
  }

  private boolean awaitsMe(TaskState task) {
    return task.status() == TaskStatus.EVALUATING
        && task.evaluators().contains(context.self())
        && task.evaluations().stream().noneMatch(each -> each.evaluator().equals(context.self()));
  }

  private void begin(TaskState task) {
    var evaluation = new Evaluation();
    evaluations.put(task.id(), evaluation);
    Optional<TaskType> type = context.taskTypes().apply(task.body().taskType());
    if (type.isPresent()) fetch(task, evaluation, type.get());
    else desk.alert("unknown_task_type", task.id() + ": " + task.body().taskType());
  }

  private void fetch(TaskState task, Evaluation evaluation, TaskType type) {
    var blobs = new ArrayList<BlobId>();
    blobs.add(task.checkpoints().getLast().content().state());
    parts(task).forEach(each -> blobs.add(each.blob()));
    desk.fetchAll(
        blobs,
        Programs.dataSources(task, context.self()),
        contents -> score(task, evaluation, type, contents),
        reason -> retry(task, evaluation, type, reason));
  }

  private static List<DataPart> parts(TaskState task) {
    return task.test().orElseThrow().parts();
  }

  private void retry(TaskState task, Evaluation evaluation, TaskType type, String reason) {
    desk.alert("data_missing", "test data of task " + task.id() + ": " + reason);
    desk.after(
        "evaluate/" + task.id(),
        RETRY,
        () -> {
          if (evaluations.get(task.id()) == evaluation) fetch(task, evaluation, type);
        });
  }

  private void score(TaskState task, Evaluation evaluation, TaskType type, List<byte[]> contents) {
    byte[] state = contents.getFirst();
    var test = new LinkedHashMap<String, byte[]>();
    List<DataPart> parts = parts(task);
    for (int i = 0; i < parts.size(); i++) test.put(parts.get(i).name(), contents.get(i + 1));
    desk.compute(
        Purpose.EVALUATION,
        Scores.class,
        () -> type.evaluate(task.body().spec(), state, test),
        scores -> submit(task, evaluation, scores),
        reason -> desk.alert("evaluation_failed", "task " + task.id() + ": " + reason));
  }

  private void submit(TaskState task, Evaluation evaluation, Scores scores) {
    if (evaluations.get(task.id()) != evaluation) return;
    evaluation.scores = Optional.of(scores);
    evaluation.submittedAt = height;
    desk.submit(new Evaluate(task.id(), scores));
  }

  private void repeat(TaskState task, Evaluation known) {
    if (known.scores.isPresent() && height - known.submittedAt >= CheckpointLead.PATIENCE_BLOCKS)
      submit(task, known, known.scores.get());
  }
}
