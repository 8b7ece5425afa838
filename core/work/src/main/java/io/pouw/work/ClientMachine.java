package io.pouw.work;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.TransactionBody.RevealTest;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A client: watches the tasks that its node submitted, opens the commitment to the test data when
 * it is due, and brings the model home. The host keeps the data blobs and says which submissions
 * are its own, before or after they are on the chain, and again after a restart.
 */
public final class ClientMachine implements RoleMachine {
  /**
   * What only the client knows of its task.
   *
   * @param salt of the commitment, 32 bytes
   */
  public record Secret(DataManifest test, byte[] salt) {}

  private final RoleContext context;
  private final Function<Hash, Optional<Secret>> secrets;
  private final Desk desk = new Desk();
  private final Map<Hash, Long> revealedAt = new HashMap<>();
  private final Set<Hash> ended = new HashSet<>();
  private final Set<Hash> fetched = new HashSet<>();

  /**
   * A client's machine.
   *
   * @param secrets by test commitment, since a task's id is known only once it is on the chain;
   *     also asked for tasks of others, for which there is none
   */
  public ClientMachine(RoleContext context, Function<Hash, Optional<Secret>> secrets) {
    this.context = context;
    this.secrets = secrets;
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
    for (TaskState task : ledger.tasks())
      if (task.client().equals(context.self()))
        secrets
            .apply(task.body().testCommitment())
            .ifPresent(secret -> follow(task, secret, ledger.height()));
  }

  private void follow(TaskState task, Secret secret, long height) {
    if (task.status() == TaskStatus.REVEALING) reveal(task, secret, height);
    if (task.status() == TaskStatus.REVEALING || task.status() == TaskStatus.EVALUATING)
      fetchModel(task);
    if (task.status().isFinal()) end(task);
  }

  private void reveal(TaskState task, Secret secret, long height) {
    Long before = revealedAt.get(task.id());
    if (before != null && height - before < CheckpointLead.PATIENCE_BLOCKS) return;
    revealedAt.put(task.id(), height);
    desk.submit(new RevealTest(task.id(), secret.test(), secret.salt()));
  }

  private void fetchModel(TaskState task) {
    if (!fetched.add(task.id())) return;
    BlobId model = task.checkpoints().getLast().content().state();
    desk.fetch(
        model,
        Programs.workSources(task, context.self()),
        content -> desk.keep(model, content),
        reason -> {
          fetched.remove(task.id());
          desk.alert("model_missing", "model of task " + task.id() + ": " + reason);
        });
  }

  private void end(TaskState task) {
    if (!ended.add(task.id())) return;
    revealedAt.remove(task.id());
    if (task.status() != TaskStatus.SETTLED)
      desk.alert(
          "task_" + task.status().name().toLowerCase(Locale.ROOT),
          task.id() + ": " + task.outcome());
  }
}
