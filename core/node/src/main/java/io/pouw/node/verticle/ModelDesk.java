package io.pouw.node.verticle;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.node.api.Problem;
import io.pouw.node.api.StoredChain;
import io.pouw.node.blob.Blobs;
import io.pouw.node.model.ModelExport;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.storage.ChainStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes model files of settled tasks: the proofs from this node's chain, the bytes from whoever has
 * them.
 */
final class ModelDesk {
  private final Vertx vertx;
  private final Supplier<LedgerState> ledger;
  private final ChainStore store;
  private final Blobs blobs;
  private final Plugins plugins;

  ModelDesk(
      Vertx vertx, Supplier<LedgerState> ledger, ChainStore store, Blobs blobs, Plugins plugins) {
    this.vertx = vertx;
    this.ledger = ledger;
    this.store = store;
    this.blobs = blobs;
    this.plugins = plugins;
  }

  /** Empty if nobody has the model's bytes; fails if the task is not settled. */
  Future<Optional<byte[]>> file(Hash id) {
    LedgerState state = ledger.get();
    Optional<TaskState> task = state.task(id);
    if (task.isEmpty())
      return Future.failedFuture(
          new Problem(Problem.Kind.NOT_FOUND, "the ledger has no task " + id));
    if (task.get().status() != TaskStatus.SETTLED)
      return Future.failedFuture(
          new Problem(
              Problem.Kind.CONFLICT,
              "task "
                  + id
                  + " is "
                  + task.get().status()
                  + ", there is a model once it is SETTLED"));
    BlobId model = task.get().checkpoints().getLast().content().state();
    return blobs
        .fetch(model, task.get().supervisors())
        .map(Optional::of)
        .otherwise(Optional.empty())
        .compose(bytes ->
            bytes.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : vertx.executeBlocking(
                    () -> Optional.of(export(state, task.get(), bytes.get())), false));
  }

  private byte[] export(LedgerState state, TaskState task, byte[] model) {
    String version =
        plugins.taskType(task.body().taskType()).map(TaskType::version).orElse("unknown");
    return ModelExport.of(state, new StoredChain(store), task.id(), version, model).write();
  }
}
