package io.pouw.node.verticle;

import io.pouw.ledger.TaskState;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.NodeStores;
import io.pouw.node.api.TaskRequest;
import io.pouw.node.bus.Bus;
import io.pouw.node.dataset.Dataset;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.Figures;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import io.pouw.storage.BlobStore;
import io.pouw.work.ClientMachine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The client's side of a node: turns data and spec into blobs, commitments and a transaction, keeps
 * the test part until it is due.
 */
public final class ClientDesk {
  private static final int SALT_BYTES = 32;

  private final Vertx vertx;
  private final BlobStore blobs;
  private final Plugins plugins;
  private final Datasets datasets;
  private final HeldBackFiles heldBack;
  private final SecureRandom random = new SecureRandom();

  ClientDesk(Vertx vertx, NodeStores stores, Plugins plugins, Datasets datasets) {
    this.vertx = vertx;
    this.blobs = stores.blobs();
    this.plugins = plugins;
    this.datasets = datasets;
    this.heldBack = new HeldBackFiles(stores.folder().root().resolve("submissions"));
  }

  /** Reveals the test data of this node's tasks when it is due. */
  RoleMachine machine(RoleContext context) {
    return new ClientMachine(
        context,
        commitment ->
            heldBack
                .of(commitment)
                .map(held -> new ClientMachine.Secret(held.test(), held.salt())));
  }

  /** How to open a commitment that this node made. */
  public Optional<HeldBack> heldBack(Hash commitment) {
    return heldBack.of(commitment);
  }

  /** The JSON Schema of a task type's specs, if it is loaded and has one. */
  Optional<String> schema(String taskType) {
    return plugins.taskType(taskType).flatMap(TaskType::schema);
  }

  /** The evaluators' scores in the words of the task's type. */
  Optional<Figures> figures(TaskState task) {
    return plugins
        .taskType(task.body().taskType())
        .flatMap(type -> task.scores().map(scores -> type.figures(task.body().spec(), scores)));
  }

  /**
   * Submits a task with this node's key and money.
   *
   * @return the task's id; fails with {@link IllegalArgumentException} if spec or data do not fit,
   *     and with the ledger's reason if it refuses
   */
  public Future<Hash> submit(TaskRequest request) {
    return vertx
        .executeBlocking(() -> prepare(request), false)
        .compose(body -> vertx.eventBus().<Hash>request(Bus.SUBMIT_BODY, body))
        .map(answer -> answer.body());
  }

  private TransactionBody.SubmitTask prepare(TaskRequest request) {
    TaskType type =
        plugins
            .taskType(request.taskType())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no task type '"
                        + request.taskType()
                        + "' is loaded; there are "
                        + plugins.taskTypes().stream().map(TaskType::name).toList()));
    List<String> problems = type.problems(request.spec());
    if (!problems.isEmpty())
      throw new IllegalArgumentException("the spec is not good: " + String.join("; ", problems));
    Dataset data = data(request);
    TaskPlan plan = type.plan(request.spec(), data.training());
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var held = new HeldBack(keep(data.test()), salt);
    heldBack.save(held);
    return new TransactionBody.SubmitTask(
        request.taskType(),
        request.spec(),
        plan,
        keep(data.training()),
        held.commitment(),
        request.reward(),
        request.fee(),
        request.deadlineBlocks());
  }

  private Dataset data(TaskRequest request) {
    return switch (request.dataset()) {
      case TaskRequest.Dataset.Named named -> datasets.load(named.name());
      case TaskRequest.Dataset.Parts parts ->
          new Dataset("parts", parts.training(), parts.test(), request.spec());
    };
  }

  private DataManifest keep(Map<String, byte[]> parts) {
    return new DataManifest(
        new TreeMap<>(parts)
            .entrySet().stream()
                .map(part -> new DataPart(part.getKey(), blobs.putPinned(part.getValue())))
                .toList());
  }
}
