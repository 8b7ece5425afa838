package io.pouw.ledger;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.Scores;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Plays client, supervisors, verifiers and evaluators of one task on a {@link TestChain}. */
final class TestTask {
  static final long REWARD = 100 * Amounts.PAI;
  static final long TASK_FEE = 10 * Amounts.PAI;
  static final byte[] SALT = new byte[32];
  static final DataManifest TEST =
      new DataManifest(List.of(new DataPart("images", blob("test images"))));
  static final TaskPlan PLAN = new TaskPlan(4, 4, 2, 30_000_000_000L, 900_000);

  final TestChain chain;
  final Hash id;
  private final TreeMap<String, CheckpointDetail> details = new TreeMap<>();

  TestTask(TestChain chain) {
    this(chain, PLAN, 1_000);
  }

  TestTask(TestChain chain, TaskPlan plan, long deadline) {
    this.chain = chain;
    var submission = chain.sign("client", submission(plan, deadline));
    id = submission.id();
    chain.block(submission);
  }

  static TransactionBody.SubmitTask submission(TaskPlan plan, long deadline) {
    return new TransactionBody.SubmitTask(
        "neural",
        "{}".getBytes(StandardCharsets.UTF_8),
        plan,
        new DataManifest(List.of(new DataPart("images", blob("training images")))),
        TEST.commitment(SALT),
        REWARD,
        TASK_FEE,
        deadline);
  }

  static BlobId blob(String content) {
    return BlobId.of(content.getBytes(StandardCharsets.UTF_8));
  }

  TaskState now() {
    return chain.state.task(id).orElseThrow();
  }

  CheckpointState checkpoint(int index) {
    return now().checkpoints().get(index);
  }

  /** A checkpoint whose units are spread over all miners of the task. */
  Checkpoint content() {
    return content(now().miners());
  }

  Checkpoint content(List<Address> miners) {
    TaskState task = now();
    int index = task.checkpoints().size();
    TaskPlan plan = task.plan();
    var claims = new ArrayList<UnitClaim>();
    var rounds = new ArrayList<RoundRecord>();
    for (int round = plan.fromRound(index); round < plan.toRound(index); round++) {
      rounds.add(new RoundRecord(round, stateAt(round), stateAt(round + 1)));
      for (int slot = 0; slot < plan.slots(); slot++) {
        KeyPair miner = chain.owner(miners.get((round + slot) % miners.size()));
        claims.add(claim(miner, task.generation(), new UnitId(round, slot)));
      }
    }
    claims.sort(Comparator.comparing(UnitClaim::minerAddress).thenComparing(UnitClaim::unit));
    var detail = new CheckpointDetail(claims, rounds);
    details.put(task.generation() + "/" + index, detail);
    return new Checkpoint(
        chain.state.chainId(),
        id,
        task.generation(),
        index,
        stateAt(plan.fromRound(index)),
        detail.unitsRoot(),
        ranges(claims),
        detail.roundsRoot(),
        stateAt(plan.toRound(index)),
        BlobId.of(detail.toBytes()),
        1);
  }

  private static List<MinerUnits> ranges(List<UnitClaim> claims) {
    var units = new TreeMap<Address, Integer>();
    for (UnitClaim each : claims) units.merge(each.minerAddress(), 1, Integer::sum);
    return units.entrySet().stream()
        .map(each -> new MinerUnits(each.getKey(), each.getValue()))
        .toList();
  }

  static BlobId stateAt(int round) {
    return blob("state " + round);
  }

  private UnitClaim claim(KeyPair miner, int generation, UnitId unit) {
    return UnitClaim.sign(
        Signer.of(miner),
        chain.state.chainId(),
        id,
        generation,
        unit,
        stateAt(unit.round()),
        blob("update " + unit));
  }

  CheckpointBody.CommitCheckpoint commitment(Checkpoint content) {
    return commitment(content, now().supervisors().size());
  }

  CheckpointBody.CommitCheckpoint commitment(Checkpoint content, int endorsements) {
    var all = new ArrayList<Endorsement>();
    for (int i = 0; i < endorsements; i++) {
      KeyPair signer = chain.owner(now().supervisors().get(i));
      all.add(
          new Endorsement(
              i, signer.publicKey(), signer.sign(Domain.CHECKPOINT, content.toBytes())));
    }
    return new CheckpointBody.CommitCheckpoint(content, all);
  }

  KeyPair lead() {
    return chain.owner(now().lead().orElseThrow());
  }

  void commit() {
    commit(now().miners());
  }

  void commit(List<Address> miners) {
    chain.block(chain.sign(lead(), commitment(content(miners))));
  }

  CheckpointBody.OpenUnit opening(CheckpointState checkpoint, int leaf) {
    CheckpointDetail detail =
        Optional.ofNullable(details.get(checkpoint.generation() + "/" + checkpoint.index()))
            .orElseThrow();
    UnitClaim claim = detail.claims().get(leaf);
    int round = claim.unit().round() - now().plan().fromRound(checkpoint.index());
    return new CheckpointBody.OpenUnit(
        id,
        checkpoint.generation(),
        checkpoint.index(),
        leaf,
        claim,
        MerkleTree.proof(detail.unitLeaves(), leaf),
        detail.rounds().get(round),
        MerkleTree.proof(detail.roundLeaves(), round));
  }

  /** Lets the draw of a checkpoint come and shows all its units. */
  void drawAndOpen(int index) {
    while (checkpoint(index).status() == CheckpointStatus.COMMITTED) chain.block();
    openAll(index);
  }

  void openAll(int index) {
    CheckpointState checkpoint = checkpoint(index);
    var all = new ArrayList<Transaction>();
    for (DrawState each : checkpoint.draws())
      all.add(chain.sign(lead(), opening(checkpoint, each.leaf())));
    chain.block(all);
  }

  CheckpointBody.Attest attestation(int index, int leaf, Verdict verdict) {
    CheckpointState checkpoint = checkpoint(index);
    DrawState draw = checkpoint.draw(leaf).orElseThrow();
    BlobId update = draw.opening().orElseThrow().claim().update();
    BlobId recomputed = verdict == Verdict.WRONG_UPDATE ? blob("honest " + leaf) : update;
    return new CheckpointBody.Attest(id, checkpoint.generation(), index, leaf, verdict, recomputed);
  }

  Transaction attest(Address verifier, int index, int leaf, Verdict verdict) {
    return chain.sign(chain.owner(verifier), attestation(index, leaf, verdict));
  }

  /** Everybody who is asked now says the same of all draws. */
  Transition attestAll(int index, Verdict verdict) {
    var all = new ArrayList<Transaction>();
    for (DrawState draw : checkpoint(index).draws())
      for (Address each : now().verifiers())
        if (draw.awaits(each, now().verifiers()))
          all.add(attest(each, index, draw.leaf(), verdict));
    return chain.block(all);
  }

  /** One whole checkpoint, from the commitment to its acceptance. */
  void pass() {
    int index = now().checkpoints().size();
    commit();
    drawAndOpen(index);
    attestAll(index, Verdict.VALID);
    while (now().acceptedCheckpoints() <= index) chain.block();
  }

  TransactionBody.RevealTest reveal() {
    return new TransactionBody.RevealTest(id, TEST, SALT);
  }

  void revealAndEvaluate(Scores scores) {
    chain.block(chain.sign("client", reveal()));
    var all = new ArrayList<Transaction>();
    for (Address each : now().evaluators())
      all.add(chain.sign(chain.owner(each), new TransactionBody.Evaluate(id, scores)));
    chain.block(all);
  }
}
