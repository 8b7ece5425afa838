package io.pouw.node.model;

import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.StateKey;
import io.pouw.ledger.StateProof;
import io.pouw.ledger.TaskState;
import io.pouw.node.model.CheckList.Found;
import io.pouw.primitives.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The checks by which a model file proves what the ledger says of its task. */
final class LedgerProof {
  private LedgerProof() {}

  static Found<TaskState> task(Container parts, BlockHeader header) {
    StateProof proof = ModelFile.part(parts, Section.TASK, StateProof::decode);
    String place = parts.place(Section.TASK);
    proven(place, proof, header);
    TaskState task = entry(place, () -> LedgerEntries.task(proof.value()));
    CheckFailed.unless(
        Arrays.equals(proof.key(), StateKey.task(task.id()).toBytes()),
        place + ": the entry says task " + task.id() + ", its key does not");
    return new Found<>(
        task, "task " + task.id() + " is under the state root of block " + header.height());
  }

  static Found<List<CheckpointState>> checkpoints(
      Container parts, BlockHeader header, TaskState task) {
    List<StateProof> proofs =
        ModelFile.part(
            parts,
            Section.CHECKPOINTS,
            in -> in.list(ModelFile.MAX_CHECKPOINTS, StateProof::decode));
    List<CheckpointState> checkpoints =
        IntStream.range(0, proofs.size())
            .mapToObj(index -> checkpoint(parts, header, task, proofs.get(index), index))
            .toList();
    CheckFailed.unless(
        checkpoints.size() == task.plan().checkpoints(),
        "%s: %d entries, the plan has %d checkpoints"
            .formatted(
                parts.place(Section.CHECKPOINTS), checkpoints.size(), task.plan().checkpoints()));
    return new Found<>(checkpoints, checkpoints.size() + " entries are under the same root");
  }

  private static CheckpointState checkpoint(
      Container parts, BlockHeader header, TaskState task, StateProof proof, int index) {
    String place = parts.place(Section.CHECKPOINTS) + ", entry " + index;
    proven(place, proof, header);
    CheckFailed.unless(
        Arrays.equals(proof.key(), StateKey.checkpoint(task.id(), index).toBytes()),
        place + ": its key is not that of checkpoint " + index + " of the task");
    return entry(place, () -> LedgerEntries.checkpoint(proof.value()));
  }

  private static void proven(String place, StateProof proof, BlockHeader header) {
    CheckFailed.unless(
        proof.proves(header.stateRoot()),
        "%s: the entry is not under the state root %s of block %d"
            .formatted(place, header.stateRoot(), header.height()));
  }

  private static <T> T entry(String place, java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (CodecException e) {
      throw new CheckFailed(place + ": the entry cannot be read: " + e.getMessage());
    }
  }
}
