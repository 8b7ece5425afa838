package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointDetail;
import io.pouw.ledger.MinerUnits;
import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.UnitClaim;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A checkpoint made of closed rounds, with the detail behind it. */
record CheckpointDraft(Checkpoint checkpoint, CheckpointDetail detail, byte[] detailBytes) {
  /** The order of claims in a checkpoint's unit tree. */
  static final Comparator<UnitClaim> TREE_ORDER =
      Comparator.comparing(UnitClaim::minerAddress).thenComparing(UnitClaim::unit);

  private static final double MAX_LOSS_MICRO = 1e15;

  /**
   * @param rounds all rounds of the checkpoint, in order
   */
  static CheckpointDraft of(
      Hash chainId, Hash task, int generation, int index, List<ClosedRound> rounds) {
    List<UnitClaim> claims =
        rounds.stream().flatMap(each -> each.claims().stream()).sorted(TREE_ORDER).toList();
    List<RoundRecord> records = rounds.stream().map(ClosedRound::record).toList();
    var detail = new CheckpointDetail(claims, records);
    byte[] detailBytes = detail.toBytes();
    var checkpoint =
        new Checkpoint(
            chainId,
            task,
            generation,
            index,
            records.getFirst().input(),
            detail.unitsRoot(),
            minerUnits(claims),
            detail.roundsRoot(),
            rounds.getLast().output(),
            BlobId.of(detailBytes),
            lossMicro(rounds));
    return new CheckpointDraft(checkpoint, detail, detailBytes);
  }

  static List<MinerUnits> minerUnits(List<UnitClaim> claims) {
    var counts = new TreeMap<Address, Integer>();
    claims.forEach(each -> counts.merge(each.minerAddress(), 1, Integer::sum));
    return counts.entrySet().stream().map(CheckpointDraft::minerUnits).toList();
  }

  private static MinerUnits minerUnits(Map.Entry<Address, Integer> count) {
    return new MinerUnits(count.getKey(), count.getValue());
  }

  /** Mean training loss in 10^-6; 0 where a made-up update makes it meaningless. */
  static long lossMicro(List<ClosedRound> rounds) {
    double sum = 0;
    int units = 0;
    for (ClosedRound round : rounds) {
      sum += round.lossSum();
      units += round.claims().size();
    }
    double micro = sum / units * 1e6;
    return micro >= 0 && micro < MAX_LOSS_MICRO ? Math.round(micro) : 0;
  }
}
