package io.pouw.work;

import io.pouw.ledger.CheckpointBody.CommitCheckpoint;
import io.pouw.ledger.Endorsement;
import io.pouw.ledger.TaskState;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The lead's part in checkpoints: makes one of closed rounds, has the other supervisors sign it,
 * and brings it to the chain in its turn. Sends it again if the chain does not show it.
 */
final class CheckpointLead {
  /** Blocks after which a transaction that had no effect is sent again. */
  static final int PATIENCE_BLOCKS = 5;

  private final Desk desk;
  private final Shelf shelf;
  private final RoleContext context;
  private final Duration endorseTimeout;
  private final Hash chainId;
  private final Hash taskId;
  private final NavigableMap<Integer, Backing> drafts = new TreeMap<>();

  CheckpointLead(
      Desk desk,
      Shelf shelf,
      RoleContext context,
      Duration endorseTimeout,
      Hash chainId,
      Hash taskId) {
    this.desk = desk;
    this.shelf = shelf;
    this.context = context;
    this.endorseTimeout = endorseTimeout;
    this.chainId = chainId;
    this.taskId = taskId;
  }

  /** Makes what the closed rounds allow and submits what is ready and next on the chain. */
  void advance(TaskState task, TaskRun run, long height, long maxPending) {
    drafts.headMap(task.checkpoints().size()).clear();
    dropAstray(task);
    TaskPlan plan = task.plan();
    int index = task.checkpoints().size();
    for (; index < plan.checkpoints() && run.round() >= plan.toRound(index); index++)
      if (!drafts.containsKey(index)) draft(task, run, index);
    submitNext(task, height, maxPending);
  }

  void close() {
    drafts.keySet().forEach(index -> desk.stopTimer(timer(index)));
    drafts.clear();
  }

  /** Takes a supervisor's signature. */
  void take(TaskState task, Address from, int index, Endorsement endorsement) {
    Backing draft = drafts.get(index);
    if (draft == null || !task.supervisors().contains(from)) return;
    if (!draft.give(from, endorsement))
      desk.alert("wrong_endorsement", from + " signed something else than checkpoint " + index);
  }

  /** Takes a supervisor's refusal. */
  void refuse(TaskState task, Address from, int index, String reason) {
    Backing draft = drafts.get(index);
    if (draft == null || !task.supervisors().contains(from)) return;
    draft.refuse(from);
    desk.alert("endorsement_refused", from + " on checkpoint " + index + ": " + reason);
  }

  /** A draft on top of another state than the chain's can never be taken in. */
  private void dropAstray(TaskState task) {
    int next = task.checkpoints().size();
    Backing draft = drafts.get(next);
    if (next == 0 || draft == null) return;
    BlobId standing = task.checkpoints().get(next - 1).content().state();
    if (draft.checkpoint().previous().equals(standing)) return;
    desk.stopTimer(timer(next));
    drafts.remove(next);
  }

  private void draft(TaskState task, TaskRun run, int index) {
    TaskPlan plan = task.plan();
    int from = plan.fromRound(index);
    List<ClosedRound> rounds = run.closedRounds(from, plan.toRound(index));
    if (rounds.size() != plan.toRound(index) - from) return;
    CheckpointDraft made = CheckpointDraft.of(chainId, task.id(), run.generation(), index, rounds);
    shelf.keep(
        new Shelf.Label(task.id(), index, Shelf.Part.HISTORY),
        made.checkpoint().detail(),
        made.detailBytes());
    var draft = new Backing(made.checkpoint());
    drafts.put(index, draft);
    draft.give(context.self(), endorse(context.signer(), made.checkpoint().toBytes()));
    ask(task, index, draft);
  }

  static Endorsement endorse(Signer signer, byte[] checkpoint) {
    return new Endorsement(0, signer.publicKey(), signer.sign(Domain.CHECKPOINT, checkpoint));
  }

  private void ask(TaskState task, int index, Backing draft) {
    List<Address> silent = draft.silent(task.supervisors());
    if (silent.isEmpty()) return;
    var request = new WorkMessage.EndorsementRequest(draft.checkpoint());
    silent.forEach(each -> desk.send(each, request));
    desk.after(timer(index), endorseTimeout, () -> timeOut(task, index, draft));
  }

  /** From now on half of the signatures will do; the silent are asked again all the same. */
  private void timeOut(TaskState task, int index, Backing draft) {
    if (drafts.get(index) != draft) return;
    draft.timeOut();
    ask(task, index, draft);
  }

  private void submitNext(TaskState task, long height, long maxPending) {
    int next = task.checkpoints().size();
    Backing draft = drafts.get(next);
    if (draft == null || task.audit().isPresent() || task.pendingCheckpoints() >= maxPending)
      return;
    if (!draft.isReady(task.supervisors()) || !draft.isDue(height, PATIENCE_BLOCKS)) return;
    draft.submitted(height);
    desk.stopTimer(timer(next));
    desk.submit(new CommitCheckpoint(draft.checkpoint(), draft.endorsements(task.supervisors())));
  }

  private String timer(int index) {
    return "endorse/" + taskId + "/" + index;
  }
}
