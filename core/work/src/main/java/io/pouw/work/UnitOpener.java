package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointBody.OpenUnit;
import io.pouw.ledger.CheckpointDetail;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.DrawStatus;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.UnitClaim;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the units that were drawn: the lead at once, every other supervisor when nobody has for
 * some blocks. Shows a unit again if the chain does not show it.
 */
final class UnitOpener {
  /** Blocks that the others leave to the lead. */
  static final int LEAD_BLOCKS = 4;

  private record Draw(Checkpoint checkpoint, int leaf) {}

  private final Desk desk;
  private final Address self;
  private final Map<Draw, Long> submitted = new HashMap<>();

  UnitOpener(Desk desk, Address self) {
    this.desk = desk;
    this.self = self;
  }

  void advance(TaskState task, long height) {
    List<CheckpointState> pending =
        task.checkpoints().stream().filter(each -> !each.accepted()).toList();
    List<Checkpoint> contents = pending.stream().map(CheckpointState::content).toList();
    submitted.keySet().removeIf(each -> !contents.contains(each.checkpoint()));
    int patience = task.lead().filter(self::equals).isPresent() ? 0 : LEAD_BLOCKS;
    for (CheckpointState checkpoint : pending) {
      List<Draw> due =
          checkpoint.draws().stream()
              .filter(each -> each.status() == DrawStatus.DRAWN)
              .filter(each -> height - each.since() >= patience)
              .map(each -> new Draw(checkpoint.content(), each.leaf()))
              .filter(each -> isDue(each, height))
              .toList();
      due.forEach(each -> submitted.put(each, height));
      if (!due.isEmpty()) open(task, checkpoint.content(), due);
    }
  }

  private boolean isDue(Draw draw, long height) {
    Long at = submitted.get(draw);
    return at == null || height - at >= CheckpointLead.PATIENCE_BLOCKS;
  }

  private void open(TaskState task, Checkpoint checkpoint, List<Draw> draws) {
    desk.fetch(
        checkpoint.detail(),
        Programs.workSources(task, self),
        bytes -> open(checkpoint, bytes, draws),
        reason -> desk.alert("detail_missing", "checkpoint " + checkpoint.index() + ": " + reason));
  }

  private void open(Checkpoint checkpoint, byte[] bytes, List<Draw> draws) {
    try {
      CheckpointDetail detail = Decoder.whole(bytes, CheckpointDetail::decode);
      List<Hash> units = detail.unitLeaves();
      List<Hash> rounds = detail.roundLeaves();
      draws.forEach(each -> desk.submit(opening(checkpoint, detail, units, rounds, each.leaf())));
    } catch (CodecException | IndexOutOfBoundsException | IllegalArgumentException e) {
      desk.alert("wrong_detail", "checkpoint " + checkpoint.index() + ": " + e.getMessage());
    }
  }

  private static OpenUnit opening(
      Checkpoint checkpoint,
      CheckpointDetail detail,
      List<Hash> units,
      List<Hash> rounds,
      int leaf) {
    UnitClaim claim = detail.claims().get(leaf);
    int place = claim.unit().round() - detail.rounds().getFirst().round();
    return new OpenUnit(
        checkpoint.task(),
        checkpoint.generation(),
        checkpoint.index(),
        leaf,
        claim,
        MerkleTree.proof(units, leaf),
        detail.rounds().get(place),
        MerkleTree.proof(rounds, place));
  }
}
