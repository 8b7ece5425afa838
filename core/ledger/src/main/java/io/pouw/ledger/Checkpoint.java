package io.pouw.ledger;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * The commitment to the rounds {@code plan.fromRound(index)} to {@code plan.toRound(index) - 1} of
 * a task. Units stand in the tree ordered by miner (in the order of {@code miners}, which is
 * increasing address), then round, then slot, so that a systematic draw meets every miner in
 * proportion to its units.
 *
 * @param chainId so that an endorsement counts on one chain only
 * @param generation the task's generation
 * @param index from 0
 * @param previous the state before its first round: that of the checkpoint before, or {@code
 *     init()} for the first one. An endorsement thereby holds only on top of the state that was
 *     checked.
 * @param unitsRoot Merkle root over {@link UnitClaim#leafHash}
 * @param miners who did how many, increasing address, each at least one
 * @param roundsRoot Merkle root over {@link RoundRecord#leafHash} in round order
 * @param state the state after the last round
 * @param detail the blob with all claims and rounds ({@link CheckpointDetail})
 * @param lossMicro mean training loss over the checkpoint's units in 10^-6, for display
 */
public record Checkpoint(
    Hash chainId,
    Hash task,
    int generation,
    int index,
    BlobId previous,
    Hash unitsRoot,
    List<MinerUnits> miners,
    Hash roundsRoot,
    BlobId state,
    BlobId detail,
    long lossMicro)
    implements Encodable {
  public static final int MAX_SUPERVISORS = 64;
  public static final int MAX_MINERS = 1024;

  public Checkpoint {
    miners = List.copyOf(miners);
  }

  public static Checkpoint decode(Decoder in) {
    return new Checkpoint(
        in.hash(),
        in.hash(),
        in.u32(),
        in.u32(),
        BlobId.decode(in),
        in.hash(),
        in.list(MAX_MINERS, MinerUnits::decode),
        in.hash(),
        BlobId.decode(in),
        BlobId.decode(in),
        in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.hash(chainId).hash(task).u32(generation).u32(index).put(previous);
    out.hash(unitsRoot).list(miners).hash(roundsRoot).put(state).put(detail).i64(lossMicro);
  }

  public int units() {
    return miners.stream().mapToInt(MinerUnits::units).sum();
  }
}
