package io.pouw.ledger;

import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;
import java.util.List;

/**
 * The blob behind a checkpoint: every claim in tree order and every round.
 *
 * @param claims by miner, round, slot
 * @param rounds in order
 */
public record CheckpointDetail(List<UnitClaim> claims, List<RoundRecord> rounds)
    implements Encodable {
  static final int MAX_CLAIMS = 1 << 20;

  public CheckpointDetail {
    claims = List.copyOf(claims);
    rounds = List.copyOf(rounds);
  }

  public static CheckpointDetail decode(Decoder in) {
    return new CheckpointDetail(
        in.list(MAX_CLAIMS, UnitClaim::decode), in.list(TaskPlan.MAX_ROUNDS, RoundRecord::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.list(claims).list(rounds);
  }

  public List<Hash> unitLeaves() {
    return claims.stream().map(UnitClaim::leafHash).toList();
  }

  public List<Hash> roundLeaves() {
    return rounds.stream().map(RoundRecord::leafHash).toList();
  }

  public Hash unitsRoot() {
    return MerkleTree.root(unitLeaves());
  }

  public Hash roundsRoot() {
    return MerkleTree.root(roundLeaves());
  }
}
