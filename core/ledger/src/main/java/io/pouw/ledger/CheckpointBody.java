package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleProof;
import java.util.List;

/**
 * What a transaction asks for that concerns the checkpoints of a task: committing units, showing
 * those that were drawn, saying what was found on doing them again.
 */
public sealed interface CheckpointBody extends TransactionBody {
  /**
   * Commits the units of a run of rounds.
   *
   * @param content what is committed; each supervisor signs its encoding under {@link
   *     Domain#CHECKPOINT}
   * @param endorsements signatures of supervisors of the task, at least half of them, in increasing
   *     index
   */
  record CommitCheckpoint(Checkpoint content, List<Endorsement> endorsements)
      implements CheckpointBody {
    static CommitCheckpoint decode(Decoder in) {
      return new CommitCheckpoint(
          Checkpoint.decode(in), in.list(Checkpoint.MAX_SUPERVISORS, Endorsement::decode));
    }

    @Override
    public int kind() {
      return 8;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.put(content).list(endorsements);
    }
  }

  /**
   * Shows a drawn unit: the leaf at the drawn index, its round, and that both were committed.
   *
   * @param leaf position in the checkpoint's unit tree
   * @param claim the unit, signed by its miner
   * @param unitProof that the claim is leaf {@code leaf} under {@link Checkpoint#unitsRoot}
   * @param round the record of the unit's round
   * @param roundProof that the round is under {@link Checkpoint#roundsRoot}
   */
  record OpenUnit(
      Hash task,
      int generation,
      int checkpoint,
      int leaf,
      UnitClaim claim,
      MerkleProof unitProof,
      RoundRecord round,
      MerkleProof roundProof)
      implements CheckpointBody {
    static OpenUnit decode(Decoder in) {
      return new OpenUnit(
          in.hash(),
          in.u32(),
          in.u32(),
          in.u32(),
          UnitClaim.decode(in),
          MerkleProof.decode(in),
          RoundRecord.decode(in),
          MerkleProof.decode(in));
    }

    @Override
    public int kind() {
      return 9;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.hash(task).u32(generation).u32(checkpoint).u32(leaf);
      out.put(claim).put(unitProof).put(round).put(roundProof);
    }
  }

  /**
   * What a verifier found on re-executing a drawn unit.
   *
   * @param recomputed the update that the verifier got; the claimed one if valid
   */
  record Attest(
      Hash task, int generation, int checkpoint, int leaf, Verdict verdict, BlobId recomputed)
      implements CheckpointBody {
    static Attest decode(Decoder in) {
      return new Attest(
          in.hash(),
          in.u32(),
          in.u32(),
          in.u32(),
          in.constant(Verdict.values()),
          BlobId.decode(in));
    }

    @Override
    public int kind() {
      return 10;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.hash(task).u32(generation).u32(checkpoint).u32(leaf).constant(verdict).put(recomputed);
    }
  }

  /** Asks every verifier to re-execute a drawn unit that its committee has judged. */
  record Challenge(Hash task, int generation, int checkpoint, int leaf) implements CheckpointBody {
    static Challenge decode(Decoder in) {
      return new Challenge(in.hash(), in.u32(), in.u32(), in.u32());
    }

    @Override
    public int kind() {
      return 11;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.hash(task).u32(generation).u32(checkpoint).u32(leaf);
    }
  }

  /**
   * After a conviction: what a verifier found on re-executing all units of the convicted miner in
   * the checkpoints accepted so far.
   *
   * @param firstBad index of the first checkpoint with a wrong unit of the miner; the number of
   *     accepted checkpoints if there is none
   */
  record ReportAudit(Hash task, int generation, Address miner, int firstBad)
      implements CheckpointBody {
    static ReportAudit decode(Decoder in) {
      return new ReportAudit(in.hash(), in.u32(), in.address(), in.u32());
    }

    @Override
    public int kind() {
      return 12;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.hash(task).u32(generation).address(miner).u32(firstBad);
    }
  }
}
