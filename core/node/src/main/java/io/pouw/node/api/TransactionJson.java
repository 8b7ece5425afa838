package io.pouw.node.api;

import io.pouw.ledger.CheckpointBody;
import io.pouw.ledger.SignedVote;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.VoteStatement;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;

/** Transactions as the contract shows them. */
final class TransactionJson {
  private static final List<String> VOTES = List.of("notarize", "nullify", "finalize");

  private TransactionJson() {}

  static JsonObject pending(Transaction transaction) {
    return of(transaction).put("status", "pending");
  }

  static JsonObject included(Transaction transaction, long height, int index) {
    return of(transaction).put("status", "final").put("height", height).put("index", index);
  }

  private static JsonObject of(Transaction transaction) {
    return new JsonObject()
        .put("id", transaction.id().toString())
        .put("kind", transaction.body().kindName())
        .put("from", transaction.from().toString())
        .put("sender", transaction.sender().toString())
        .put("nonce", transaction.nonce())
        .put("fee", Json.amount(transaction.fee()))
        .put("body", body(transaction.body()));
  }

  private static JsonObject body(TransactionBody body) {
    return switch (body) {
      case TransactionBody.Transfer it ->
          new JsonObject().put("to", it.to().toString()).put("amount", Json.amount(it.amount()));
      case TransactionBody.Stake it -> new JsonObject().put("amount", Json.amount(it.amount()));
      case TransactionBody.Unstake it -> new JsonObject().put("amount", Json.amount(it.amount()));
      case TransactionBody.TakeTicket it ->
          new JsonObject()
              .put("role", Json.constant(it.role()))
              .put("preferences", json(it.preferences()));
      case TransactionBody.ReturnTicket it ->
          new JsonObject().put("role", Json.constant(it.role()));
      case TransactionBody.SubmitTask it -> submission(it);
      case TransactionBody.CancelTask it -> new JsonObject().put("task", it.task().toString());
      case CheckpointBody.CommitCheckpoint it -> checkpoint(it);
      case CheckpointBody.OpenUnit it -> opening(it);
      case CheckpointBody.Attest it ->
          drawn(it.task().toString(), it.generation(), it.checkpoint(), it.leaf())
              .put("verdict", Json.constant(it.verdict()))
              .put("recomputed", it.recomputed().toString());
      case CheckpointBody.Challenge it ->
          drawn(it.task().toString(), it.generation(), it.checkpoint(), it.leaf());
      case CheckpointBody.ReportAudit it ->
          new JsonObject()
              .put("task", it.task().toString())
              .put("generation", it.generation())
              .put("miner", it.miner().toString())
              .put("first_bad", it.firstBad());
      case TransactionBody.RevealTest it ->
          new JsonObject()
              .put("task", it.task().toString())
              .put("test", Json.manifest(it.test()))
              .put("salt", HexFormat.of().formatHex(it.salt()));
      case TransactionBody.Note it ->
          new JsonObject().put("data", HexFormat.of().formatHex(it.data()));
      case TransactionBody.Evaluate it ->
          new JsonObject()
              .put("task", it.task().toString())
              .put("scores", Json.scores(it.scores()));
      case ValidatorBody it -> validating(it);
    };
  }

  private static JsonObject validating(ValidatorBody body) {
    return switch (body) {
      case ValidatorBody.RegisterValidator it -> new JsonObject().put("name", it.name());
      case ValidatorBody.ExitValidator _, ValidatorBody.Unjail _ -> new JsonObject();
      case ValidatorBody.ReportEquivocation it ->
          new JsonObject()
              .put("validator", it.validator().address().toString())
              .put("first", vote(it.first()))
              .put("second", vote(it.second()));
    };
  }

  private static JsonObject vote(SignedVote vote) {
    VoteStatement said = vote.statement();
    return new JsonObject()
        .put("kind", VOTES.get(said.kind()))
        .put("view", said.view())
        .put("block", said.blockId().toString())
        .put("signature", vote.signature().toString());
  }

  private static JsonObject submission(TransactionBody.SubmitTask it) {
    return new JsonObject()
        .put("task_type", it.taskType())
        .put("spec", json(it.spec()))
        .put("plan", plan(it.plan()))
        .put("training", Json.manifest(it.training()))
        .put("test_commitment", it.testCommitment().toString())
        .put("reward", Json.amount(it.reward()))
        .put("fee", Json.amount(it.fee()))
        .put("deadline_blocks", it.deadlineBlocks());
  }

  private static JsonObject checkpoint(CheckpointBody.CommitCheckpoint it) {
    return new JsonObject()
        .put("task", it.content().task().toString())
        .put("generation", it.content().generation())
        .put("checkpoint", it.content().index())
        .put("units", it.content().units())
        .put("units_root", it.content().unitsRoot().toString())
        .put("rounds_root", it.content().roundsRoot().toString())
        .put("state", it.content().state().toString())
        .put("endorsements", it.endorsements().size());
  }

  private static JsonObject opening(CheckpointBody.OpenUnit it) {
    return drawn(it.task().toString(), it.generation(), it.checkpoint(), it.leaf())
        .put("round", it.claim().unit().round())
        .put("slot", it.claim().unit().slot())
        .put("miner", it.claim().minerAddress().toString())
        .put("input", it.claim().input().toString())
        .put("update", it.claim().update().toString());
  }

  private static JsonObject drawn(String task, int generation, int checkpoint, int leaf) {
    return new JsonObject()
        .put("task", task)
        .put("generation", generation)
        .put("checkpoint", checkpoint)
        .put("leaf", leaf);
  }

  static JsonObject plan(TaskPlan plan) {
    return new JsonObject()
        .put("rounds", plan.rounds())
        .put("slots", plan.slots())
        .put("checkpoint_rounds", plan.checkpointRounds())
        .put("unit_weight", plan.unitWeight())
        .put("min_score_ppm", plan.minScorePpm());
  }

  /** What a client wrote as JSON; the chain does not check that it is. */
  static JsonObject json(byte[] text) {
    if (text.length == 0) return new JsonObject();
    try {
      Object value = Buffer.buffer(text).toJsonValue();
      return value instanceof JsonObject object
          ? object
          : new JsonObject().put("value", value instanceof JsonArray array ? array : value);
    } catch (DecodeException e) {
      return new JsonObject().put("not_json", HexFormat.of().formatHex(text));
    }
  }
}
