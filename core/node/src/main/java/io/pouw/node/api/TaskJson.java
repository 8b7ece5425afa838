package io.pouw.node.api;

import io.pouw.ledger.Attestation;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.Conviction;
import io.pouw.ledger.DrawState;
import io.pouw.ledger.TaskState;
import io.pouw.plugin.Figures;
import io.pouw.plugin.PrivacyLoss;
import io.vertx.core.json.JsonObject;

/** Tasks as the contract shows them. */
final class TaskJson {
  private static final double MICRO = 1e6;

  private TaskJson() {}

  static JsonObject summary(TaskState task) {
    var json =
        new JsonObject()
            .put("id", task.id().toString())
            .put("task_type", task.body().taskType())
            .put("status", Json.constant(task.status()))
            .put("status_since", task.statusSince())
            .put("client", task.client().toString())
            .put("submitted_height", task.submittedHeight())
            .put("deadline_height", task.deadlineHeight())
            .put("reward", Json.amount(task.body().reward()))
            .put("fee", Json.amount(task.body().fee()))
            .put("rounds", task.plan().rounds())
            .put("rounds_accepted", roundsAccepted(task))
            .put("generation", task.generation())
            .put("units", units(task))
            .put("minted", Json.amount(task.counts().minted()));
    if (!task.checkpoints().isEmpty())
      json.put("loss", task.checkpoints().getLast().content().lossMicro() / MICRO);
    task.scores().ifPresent(scores -> json.put("scores", Json.scores(scores)));
    if (!task.outcome().isEmpty()) json.put("outcome", task.outcome());
    return json;
  }

  static JsonObject full(TaskState task) {
    JsonObject json =
        summary(task)
            .put("escrow", Json.amount(task.escrow()))
            .put("spec", TransactionJson.json(task.body().spec()))
            .put("plan", TransactionJson.plan(task.plan()))
            .put("training", Json.manifest(task.body().training()))
            .put("test_commitment", task.body().testCommitment().toString())
            .put("miners", Json.addresses(task.miners()))
            .put("supervisors", Json.addresses(task.supervisors()))
            .put("evaluators", Json.addresses(task.evaluators()))
            .put("verifiers", Json.addresses(task.verifiers()))
            .put("checkpoints", Json.array(task.checkpoints(), TaskJson::checkpoint))
            .put("convictions", Json.array(task.convictions(), TaskJson::conviction));
    task.test().ifPresent(test -> json.put("test", Json.manifest(test)));
    task.lead().ifPresent(lead -> json.put("lead", lead.toString()));
    if (!task.supervisors().isEmpty())
      json.put("assigned_height", task.assignedHeight())
          .put("effective_seed", task.effectiveSeed().toString());
    addAudit(json, task);
    addEnd(json, task);
    return json;
  }

  static JsonObject figures(Figures figures) {
    var json = new JsonObject();
    figures.values().forEach(json::put);
    return json;
  }

  static JsonObject loss(PrivacyLoss loss) {
    return new JsonObject()
        .put("epsilon", loss.epsilon())
        .put("delta", loss.delta())
        .put("steps", loss.steps())
        .put("sampling_rate", loss.samplingRate())
        .put("noise", loss.noise())
        .put("proven", loss.proven());
  }

  private static int roundsAccepted(TaskState task) {
    int accepted = task.acceptedCheckpoints();
    return accepted == 0 ? 0 : task.plan().toRound(accepted - 1);
  }

  private static JsonObject units(TaskState task) {
    return new JsonObject()
        .put("committed", task.counts().committed())
        .put("drawn", task.counts().drawn())
        .put("verified", task.counts().verified())
        .put("rejected", task.counts().rejected());
  }

  private static void addAudit(JsonObject json, TaskState task) {
    task.audit()
        .ifPresent(audit ->
            json.put(
                "audit",
                new JsonObject()
                    .put("miner", audit.miner().toString())
                    .put("since", audit.since())
                    .put(
                        "reports",
                        Json.array(
                            audit.reports(),
                            report ->
                                new JsonObject()
                                    .put("verifier", report.verifier().toString())
                                    .put("first_bad", report.firstBad())
                                    .put("height", report.height())))));
  }

  private static void addEnd(JsonObject json, TaskState task) {
    json.put(
        "evaluations",
        Json.array(
            task.evaluations(),
            each ->
                new JsonObject()
                    .put("evaluator", each.evaluator().toString())
                    .put("scores", Json.scores(each.scores()))
                    .put("height", each.height())));
    json.put(
        "settlement",
        Json.array(
            task.payments(),
            each ->
                new JsonObject()
                    .put("account", each.account().toString())
                    .put("kind", Json.constant(each.kind()))
                    .put("amount", Json.amount(each.amount()))));
  }

  private static JsonObject checkpoint(CheckpointState state) {
    return new JsonObject()
        .put("index", state.index())
        .put("generation", state.generation())
        .put("status", Json.constant(state.status()))
        .put("since", state.since())
        .put("height", state.height())
        .put("committer", state.committer().toString())
        .put("endorsers", Json.addresses(state.endorsers()))
        .put("units", state.content().units())
        .put(
            "miners",
            Json.array(
                state.content().miners(),
                each ->
                    new JsonObject()
                        .put("miner", each.miner().toString())
                        .put("units", each.units())))
        .put("units_root", state.content().unitsRoot().toString())
        .put("rounds_root", state.content().roundsRoot().toString())
        .put("state", state.content().state().toString())
        .put("detail", state.content().detail().toString())
        .put("loss", state.content().lossMicro() / MICRO)
        .put("draws", Json.array(state.draws(), TaskJson::draw));
  }

  private static JsonObject draw(DrawState draw) {
    var json =
        new JsonObject()
            .put("leaf", draw.leaf())
            .put("miner", draw.miner().toString())
            .put("status", Json.constant(draw.status()))
            .put("since", draw.since())
            .put("committee", Json.addresses(draw.committee()))
            .put("attestations", Json.array(draw.attestations(), TaskJson::attestation))
            .put("minted", Json.amount(draw.minted()));
    draw.opening()
        .ifPresent(opening ->
            json.put("round", opening.claim().unit().round())
                .put("slot", opening.claim().unit().slot())
                .put("update", opening.claim().update().toString()));
    return json;
  }

  private static JsonObject attestation(Attestation attestation) {
    return new JsonObject()
        .put("verifier", attestation.verifier().toString())
        .put("verdict", Json.constant(attestation.verdict()))
        .put("recomputed", attestation.recomputed().toString())
        .put("height", attestation.height());
  }

  private static JsonObject conviction(Conviction conviction) {
    return new JsonObject()
        .put("offender", conviction.offender().toString())
        .put("role", Json.constant(conviction.role()))
        .put("verdict", Json.constant(conviction.verdict()))
        .put("round", conviction.unit().round())
        .put("slot", conviction.unit().slot())
        .put("claim", conviction.claim().toString())
        .put("checkpoint", conviction.checkpoint())
        .put("generation", conviction.generation())
        .put("height", conviction.height())
        .put("slashed", Json.amount(conviction.slashed()))
        .put("attestations", Json.array(conviction.attestations(), TaskJson::attestation));
  }
}
