package io.pouw.node.model;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.ledger.Assignment;
import io.pouw.ledger.Attestation;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.CheckpointStatus;
import io.pouw.ledger.Conviction;
import io.pouw.ledger.DrawState;
import io.pouw.ledger.DrawStatus;
import io.pouw.ledger.EvaluationReport;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.MinerUnits;
import io.pouw.ledger.Opening;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.Payment;
import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.StateKey;
import io.pouw.ledger.StateProof;
import io.pouw.ledger.TaskCounts;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody.SubmitTask;
import io.pouw.ledger.UnitClaim;
import io.pouw.ledger.Verdict;
import io.pouw.ledger.VerifierTally;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.Role;
import io.pouw.plugin.Scores;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.MerkleTrie;
import io.pouw.primitives.Vrf;
import io.pouw.work.Replay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A settled task of {@link CountingTask} with everything around it that a model file holds, signed
 * by real keys. The fields may be changed before {@link #file}, to make a lie.
 */
public final class SettledTask {
  static final int VALIDATORS = 4;
  static final Map<String, byte[]> TRAINING = Map.of("rows", text("one,two,three"));
  static final Map<String, byte[]> TEST = Map.of("rows", text("four"));

  final List<KeyPair> validators =
      IntStream.range(0, VALIDATORS).mapToObj(SettledTask::key).toList();
  final KeyPair client = key(10);
  final KeyPair miner = key(11);
  final KeyPair verifier = key(12);
  final KeyPair cheater = key(13);
  final TaskType type = new CountingTask();

  final Genesis genesis = genesis("test");
  final Transaction submission =
      Transaction.sign(Signer.of(client), genesis.chainId(), 0, 10_000, submit());
  final Hash seed = Hash.sha256(text("seed"));
  final List<BlobId> states = new ArrayList<>();
  final byte[] model =
      Replay.of(type, new byte[0], TRAINING, seed).run((index, id, state) -> states.add(id));

  TaskStatus status = TaskStatus.SETTLED;
  CheckpointStatus lastCheckpoint = CheckpointStatus.ACCEPTED;
  int signers = VALIDATORS;

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static KeyPair key(int number) {
    return KeyPair.fromSeed(Hash.sha256(text("key " + number)).toBytes());
  }

  Genesis genesis(String network) {
    return new Genesis(
        network,
        1_000,
        Parameters.DEFAULTS,
        IntStream.range(0, VALIDATORS)
            .mapToObj(i ->
                new GenesisValidator(
                    "v" + i, validators.get(i).publicKey(), 1_000 * Amounts.PAI, Amounts.PAI))
            .toList(),
        List.of(new GenesisAccount(client.address(), 500 * Amounts.PAI, "client")));
  }

  private static DataManifest manifest(Map<String, byte[]> parts) {
    return new DataManifest(
        parts.entrySet().stream()
            .map(part -> new DataPart(part.getKey(), BlobId.of(part.getValue())))
            .toList());
  }

  private SubmitTask submit() {
    return new SubmitTask(
        type.name(),
        text("{}"),
        CountingTask.PLAN,
        manifest(TRAINING),
        manifest(TEST).commitment(new byte[32]),
        100 * Amounts.PAI,
        Amounts.PAI,
        1_000);
  }

  /** The task as a ledger would have it in the end. */
  public TaskState task() {
    Scores scores = type.evaluate(new byte[0], model, TEST);
    Address one = verifier.address();
    return new TaskState(
        submission.id(),
        client.address(),
        (SubmitTask) submission.body(),
        3,
        status,
        20,
        new Assignment(4, seed, List.of(miner.address()), List.of(one), List.of(one), List.of(one)),
        1,
        0,
        18,
        checkpoints(),
        List.of(conviction()),
        Optional.empty(),
        Optional.of(manifest(TEST)),
        List.of(new EvaluationReport(one, scores, 19)),
        Optional.of(scores),
        new TaskCounts(12, 3, 2, 1, 500),
        List.of(new VerifierTally(one, 3)),
        0,
        List.of(new Payment(miner.address(), LedgerEvent.Kind.REWARD_WORK, 80 * Amounts.PAI)),
        "settled");
  }

  private Conviction conviction() {
    return new Conviction(
        cheater.address(),
        Role.MINER,
        Verdict.WRONG_UPDATE,
        new UnitId(1, 0),
        Hash.sha256(text("claim")),
        0,
        0,
        9,
        50 * Amounts.PAI,
        List.of(attestation(Verdict.WRONG_UPDATE)));
  }

  private Attestation attestation(Verdict verdict) {
    return new Attestation(verifier.address(), verdict, BlobId.of(text("update")), 8);
  }

  List<CheckpointState> checkpoints() {
    return IntStream.range(0, states.size()).mapToObj(this::checkpoint).toList();
  }

  private CheckpointState checkpoint(int index) {
    TaskPlan plan = CountingTask.PLAN;
    int units = plan.slots() * (plan.toRound(index) - plan.fromRound(index));
    var content =
        new Checkpoint(
            genesis.chainId(),
            submission.id(),
            1,
            index,
            index == 0 ? BlobId.of(text("init")) : states.get(index - 1),
            Hash.sha256(text("units " + index)),
            List.of(new MinerUnits(miner.address(), units)),
            Hash.sha256(text("rounds " + index)),
            states.get(index),
            BlobId.of(text("detail " + index)),
            1_500_000);
    boolean last = index == states.size() - 1;
    return new CheckpointState(
        content,
        verifier.address(),
        List.of(verifier.address()),
        10 + index,
        last ? lastCheckpoint : CheckpointStatus.ACCEPTED,
        12 + index,
        List.of(draw(index)));
  }

  private DrawState draw(int index) {
    var unit = new UnitId(CountingTask.PLAN.fromRound(index), 1);
    BlobId blob = BlobId.of(text("update"));
    UnitClaim claim =
        UnitClaim.sign(Signer.of(miner), genesis.chainId(), submission.id(), 1, unit, blob, blob);
    return new DrawState(
        1,
        miner.address(),
        DrawStatus.VALID,
        11,
        List.of(verifier.address()),
        List.of(),
        Optional.of(
            new Opening(claim, new RoundRecord(unit.round(), blob, blob), verifier.address(), 11)),
        List.of(attestation(Verdict.VALID)),
        List.of(),
        250);
  }

  public ModelFile file() {
    TaskState task = task();
    var keys = new ArrayList<byte[]>();
    var values = new ArrayList<byte[]>();
    for (CheckpointState each : checkpoints()) {
      keys.add(StateKey.checkpoint(task.id(), each.index()).toBytes());
      values.add(each.toBytes());
    }
    keys.add(StateKey.task(task.id()).toBytes());
    values.add(task.toBytes());
    MerkleTrie state = MerkleTrie.EMPTY;
    for (int i = 0; i < keys.size(); i++) state = state.plus(keys.get(i), values.get(i));
    var proofs = new ArrayList<StateProof>();
    for (int i = 0; i < keys.size(); i++)
      proofs.add(
          new StateProof(keys.get(i), values.get(i), state.proof(keys.get(i)).orElseThrow()));
    List<BlockHeader> headers = headers(state.root());
    return ModelFile.of(
        genesis,
        List.of(),
        proofs.getLast(),
        proofs.subList(0, proofs.size() - 1),
        headers,
        certificate(headers.getLast()),
        Optional.of(submission),
        type.version(),
        model);
  }

  private List<BlockHeader> headers(Hash stateRoot) {
    BlockHeader proven = header(20, 30, Hash.sha256(text("parent")), stateRoot);
    BlockHeader after = header(21, 32, proven.id(), Hash.sha256(text("later state")));
    return List.of(proven, after);
  }

  BlockHeader header(long height, long view, Hash parent, Hash stateRoot) {
    KeyPair proposer = validators.getFirst();
    return new BlockHeader(
        genesis.chainId(),
        height,
        view,
        parent,
        2_000 + height,
        proposer.publicKey(),
        Vrf.prove(proposer, text("beacon")),
        Hash.sha256(text("beacon " + height)),
        Hash.sha256(text("transactions")),
        stateRoot,
        List.of());
  }

  Certificate certificate(BlockHeader header) {
    byte[] message = Vote.message(genesis.chainId(), VoteKind.FINALIZE, header.view(), header.id());
    return new Certificate(
        VoteKind.FINALIZE,
        header.view(),
        header.id(),
        IntStream.range(0, signers)
            .mapToObj(i ->
                new Certificate.IndexedSignature(i, validators.get(i).sign(Domain.VOTE, message)))
            .toList());
  }
}
