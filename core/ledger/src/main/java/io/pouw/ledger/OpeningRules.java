package io.pouw.ledger;

import io.pouw.ledger.CheckpointBody.OpenUnit;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;

/** How a supervisor shows a drawn unit. */
final class OpeningRules {
  private OpeningRules() {}

  static void open(Execution block, Address from, OpenUnit body) {
    TaskState task = block.task(body.task(), TaskStatus.TRAINING);
    Refusal.unless(
        task.supervisors().contains(from),
        from + " is no supervisor of task " + task.id().abbreviated());
    CheckpointState checkpoint = checkpoint(task, body.checkpoint(), body.generation());
    DrawState draw = draw(checkpoint, body.leaf());
    Refusal.unless(draw.status() == DrawStatus.DRAWN, "leaf " + body.leaf() + " was shown already");
    checkClaim(block.chainId(), checkpoint, draw, body.claim());
    checkUnit(task.plan(), checkpoint.index(), body);
    checkProofs(task.plan(), checkpoint.content(), body);
    var opening = new Opening(body.claim(), body.round(), from, block.height());
    block.change(task.id(), draft -> draft.replace(checkpoint.with(draw.withOpening(opening))));
  }

  /** The checkpoint, or a refusal. */
  static CheckpointState checkpoint(TaskState task, int index, int generation) {
    return task.checkpoint(index, generation)
        .orElseThrow(() ->
            new Refusal(
                "task %s has no checkpoint %d of generation %d"
                    .formatted(task.id().abbreviated(), index, generation)));
  }

  /** The draw, or a refusal. */
  static DrawState draw(CheckpointState checkpoint, int leaf) {
    return checkpoint
        .draw(leaf)
        .orElseThrow(() ->
            new Refusal(
                "leaf %d of checkpoint %d was not drawn".formatted(leaf, checkpoint.index())));
  }

  private static void checkClaim(
      Hash chainId, CheckpointState checkpoint, DrawState draw, UnitClaim claim) {
    Checkpoint content = checkpoint.content();
    Refusal.unless(
        claim.chainId().equals(chainId)
            && claim.task().equals(content.task())
            && claim.generation() == content.generation(),
        "the claim is of another chain, task or generation");
    Refusal.unless(
        claim.minerAddress().equals(draw.miner()),
        "the claim is of %s, leaf %d is in the range of %s"
            .formatted(claim.minerAddress(), draw.leaf(), draw.miner()));
    Refusal.unless(claim.signatureHolds(), "the claim is not signed by its miner");
  }

  private static void checkUnit(TaskPlan plan, int checkpoint, OpenUnit body) {
    UnitId unit = body.claim().unit();
    Refusal.unless(
        unit.slot() < plan.slots()
            && unit.round() >= plan.fromRound(checkpoint)
            && unit.round() < plan.toRound(checkpoint),
        unit + " is not of checkpoint " + checkpoint);
    Refusal.unless(
        body.round().round() == unit.round() && body.claim().input().equals(body.round().input()),
        "the round shown is not the one that the claim of " + unit + " starts from");
  }

  private static void checkProofs(TaskPlan plan, Checkpoint content, OpenUnit body) {
    int from = plan.fromRound(content.index());
    Refusal.unless(
        body.unitProof().index() == body.leaf()
            && body.unitProof().size() == content.units()
            && body.unitProof().proves(body.claim().leafHash(), content.unitsRoot()),
        "the claim is not leaf " + body.leaf() + " under the checkpoint's root of units");
    Refusal.unless(
        body.roundProof().index() == body.round().round() - from
            && body.roundProof().size() == plan.toRound(content.index()) - from
            && body.roundProof().proves(body.round().leafHash(), content.roundsRoot()),
        "round " + body.round().round() + " is not under the checkpoint's root of rounds");
  }
}
