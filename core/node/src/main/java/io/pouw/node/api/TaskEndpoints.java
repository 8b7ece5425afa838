package io.pouw.node.api;

import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tasks: reading and submitting them, and the models that came of them. */
final class TaskEndpoints {
  private static final long DEFAULT_DEADLINE_BLOCKS = 100_000;

  private final NodeServices node;
  private final Worker worker;

  TaskEndpoints(NodeServices node, Worker worker) {
    this.node = node;
    this.worker = worker;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "listTasks", this::list,
        "getTask", this::get,
        "submitTask", this::submit,
        "getTaskSchema", this::schema,
        "getModel", this::model);
  }

  private Future<Answer> list(Call call) {
    var wanted =
        call.text("status").map(status -> TaskStatus.valueOf(status.toUpperCase(Locale.ROOT)));
    List<TaskState> matching =
        node.ledger().tasks().stream()
            .filter(task -> wanted.isEmpty() || task.status() == wanted.get())
            .sorted(
                Comparator.comparingLong(TaskState::submittedHeight)
                    .reversed()
                    .thenComparing(TaskState::id))
            .toList();
    List<TaskState> page =
        matching.stream().skip(call.number("skip", 0)).limit(call.limit()).toList();
    return Future.succeededFuture(
        Answer.json(
            new JsonObject()
                .put("total", matching.size())
                .put("tasks", Json.array(page, TaskJson::summary))));
  }

  private Future<Answer> get(Call call) {
    TaskState task = task(call.id());
    return worker.run(() -> {
      JsonObject json = TaskJson.full(task);
      node.privacyLoss(task).ifPresent(loss -> json.put("privacy_loss", TaskJson.loss(loss)));
      node.figures(task).ifPresent(figures -> json.put("figures", TaskJson.figures(figures)));
      return Answer.json(json);
    });
  }

  private TaskState task(Hash id) {
    return node.ledger()
        .task(id)
        .orElseThrow(() -> Problem.notFound("the ledger has no task " + id));
  }

  private Future<Answer> schema(Call call) {
    String type = call.path("type");
    return worker.run(() ->
        node.taskSchema(type)
            .map(schema -> Answer.text("application/json", schema))
            .orElseThrow(() -> Problem.notFound("this node has no schema for '" + type + "'")));
  }

  private Future<Answer> model(Call call) {
    TaskState task = task(call.id());
    if (task.status() != TaskStatus.SETTLED)
      throw new Problem(
          Problem.Kind.CONFLICT,
          "task "
              + task.id()
              + " is "
              + Json.constant(task.status())
              + ", expected settled"
              + (task.outcome().isEmpty() ? "" : ": " + task.outcome()));
    return node.model(task.id())
        .map(model ->
            model
                .map(Answer::bytes)
                .orElseThrow(() ->
                    Problem.notFound(
                        "this node has not kept the model of task "
                            + task.id()
                            + "; ask its client or one of its supervisors")));
  }

  private Future<Answer> submit(Call call) {
    JsonObject body = call.body();
    return worker
        .run(() -> request(body))
        .compose(node::submitTask)
        .map(TransactionEndpoints::accepted)
        .recover(TaskEndpoints::refused);
  }

  private static Future<Answer> refused(Throwable failure) {
    return Future.failedFuture(
        failure instanceof IllegalArgumentException
            ? new Problem(Problem.Kind.UNPROCESSABLE, String.valueOf(failure.getMessage()))
            : failure);
  }

  private static TaskRequest request(JsonObject body) {
    return new TaskRequest(
        body.getString("task_type"),
        body.getJsonObject("spec").toBuffer().getBytes(),
        dataset(body.getValue("dataset")),
        Amounts.parse(body.getString("reward")),
        Amounts.parse(body.getString("fee")),
        body.getLong("deadline_blocks", DEFAULT_DEADLINE_BLOCKS));
  }

  private static TaskRequest.Dataset dataset(Object dataset) {
    return dataset instanceof JsonObject parts
        ? new TaskRequest.Dataset.Parts(
            parts("training", parts.getJsonObject("training")),
            parts("test", parts.getJsonObject("test")))
        : new TaskRequest.Dataset.Named(String.valueOf(dataset));
  }

  private static Map<String, byte[]> parts(String which, JsonObject base64) {
    var parts = new LinkedHashMap<String, byte[]>();
    for (String name : base64.fieldNames()) {
      try {
        parts.put(name, Base64.getDecoder().decode(base64.getString(name)));
      } catch (IllegalArgumentException e) {
        throw Problem.invalid(
            "dataset." + which + "." + name + " is not base64: " + e.getMessage());
      }
    }
    return parts;
  }
}
