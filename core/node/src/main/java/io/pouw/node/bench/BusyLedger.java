package io.pouw.node.bench;

import io.pouw.ledger.Assignment;
import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.CheckpointStatus;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.MinerUnits;
import io.pouw.ledger.StateEntry;
import io.pouw.ledger.StateKey;
import io.pouw.ledger.TaskCounts;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.TransactionBody.SubmitTask;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ledger for the benchmark of what reads ledgers: settled tasks in which many miners did
 * different numbers of units. Nobody did them; that they stand there is all that is needed.
 */
final class BusyLedger {
  private static final int MINERS_A_CHECKPOINT = 1_000;
  private static final int CHECKPOINTS = 4;
  private static final BlobId NO_BLOB = BlobId.of(new byte[] {1});
  private static final Hash NO_HASH = Hash.sha256(new byte[] {2});

  private BusyLedger() {}

  /** Of height 1. */
  static LedgerState of(Genesis genesis, KeyPair validator, List<Signer> miners) {
    LedgerState start = LedgerState.genesis(genesis);
    LedgerState empty =
        start
            .build(1, start.head().timestampMs() + 1_000, validator, List.of())
            .transition()
            .after();
    List<StateEntry> entries = new ArrayList<>(empty.entries());
    for (int from = 0; from < miners.size(); from += MINERS_A_CHECKPOINT)
      add(
          entries,
          genesis,
          miners.subList(from, Math.min(miners.size(), from + MINERS_A_CHECKPOINT)));
    return LedgerState.restore(genesis, entries);
  }

  private static void add(List<StateEntry> entries, Genesis genesis, List<Signer> miners) {
    List<Address> sorted = miners.stream().map(Signer::address).sorted().toList();
    Hash id = Hash.sha256(sorted.getFirst().toBytes());
    var checkpoints = new ArrayList<CheckpointState>();
    for (int i = 0; i < CHECKPOINTS; i++) checkpoints.add(checkpoint(genesis, id, i, sorted));
    TaskState task = task(id, sorted, checkpoints);
    entries.add(new StateEntry(StateKey.task(id).toBytes(), task.toBytes()));
    for (CheckpointState each : checkpoints)
      entries.add(new StateEntry(StateKey.checkpoint(id, each.index()).toBytes(), each.toBytes()));
  }

  private static CheckpointState checkpoint(
      Genesis genesis, Hash task, int index, List<Address> miners) {
    var ranges = new ArrayList<MinerUnits>();
    for (int i = 0; i < miners.size(); i++)
      ranges.add(new MinerUnits(miners.get(i), 1 + (i + index) % 17));
    var content =
        new Checkpoint(
            genesis.chainId(),
            task,
            0,
            index,
            NO_BLOB,
            NO_HASH,
            ranges,
            NO_HASH,
            NO_BLOB,
            NO_BLOB,
            0);
    return new CheckpointState(
        content, miners.getFirst(), List.of(), 1, CheckpointStatus.ACCEPTED, 1, List.of());
  }

  private static TaskState task(Hash id, List<Address> miners, List<CheckpointState> checkpoints) {
    var body =
        new SubmitTask(
            "neural",
            new byte[] {'{', '}'},
            new TaskPlan(CHECKPOINTS, 16, 1, 1_000_000_000L, 0),
            new DataManifest(List.of()),
            NO_HASH,
            0,
            0,
            1_000);
    var one = List.of(miners.getFirst());
    return new TaskState(
        id,
        miners.getFirst(),
        body,
        1,
        TaskStatus.SETTLED,
        1,
        new Assignment(1, NO_HASH, one, one, one, one),
        0,
        0,
        1,
        checkpoints,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new TaskCounts(0, 0, 0, 0, 0),
        List.of(),
        0,
        List.of(),
        "settled");
  }
}
