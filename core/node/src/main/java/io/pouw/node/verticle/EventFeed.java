package io.pouw.node.verticle;

import io.pouw.ledger.Block;
import io.pouw.ledger.CheckpointBody;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.Mined;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.api.NodeEvents;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.plugin.RoleEvent;
import io.pouw.primitives.Amounts;
import io.pouw.security.AlertKind;
import io.pouw.security.SecurityAlert;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;

/** Turns what happens on the chain and in the roles into the JSON events of the API. */
public final class EventFeed extends VerticleBase {
  private final SecurityAlerts alerts;
  private long height;

  /**
   * A feed.
   *
   * @param alerts takes those that the roles raise
   */
  EventFeed(SecurityAlerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public Future<?> start() {
    vertx
        .eventBus()
        .<LedgerAdvanced>localConsumer(Bus.ADVANCED, message -> advanced(message.body()));
    vertx.eventBus().<RoleEvent>localConsumer(Bus.ROLE_EVENT, message -> role(message.body()));
    return Future.succeededFuture();
  }

  private void advanced(LedgerAdvanced advanced) {
    for (Block block : advanced.blocks()) block(block);
    for (LedgerEvent event : advanced.events()) event(event);
  }

  private void block(Block block) {
    height = block.height();
    publish(
        NodeEvents.BLOCK,
        new JsonObject()
            .put("id", block.id().toString())
            .put("view", block.header().view())
            .put("proposer", block.header().proposer().address().toString())
            .put("transactions", block.transactions().size()));
    for (Transaction transaction : block.transactions()) transaction(transaction);
    for (Mined mined : block.header().mined())
      publish(
          NodeEvents.MINT,
          new JsonObject()
              .put("task", mined.task().toString())
              .put("round", mined.unit().round())
              .put("slot", mined.unit().slot())
              .put("miner", mined.miner().toString())
              .put("amount", Amounts.format(mined.minted())));
  }

  private void transaction(Transaction transaction) {
    var json =
        new JsonObject()
            .put("id", transaction.id().toString())
            .put("from", transaction.from().toString())
            .put("kind", transaction.body().kindName());
    publish(NodeEvents.TRANSACTION, json);
    switch (transaction.body()) {
      case CheckpointBody.OpenUnit open ->
          publish(
              NodeEvents.DRAW,
              new JsonObject()
                  .put("task", open.task().toString())
                  .put("checkpoint", open.checkpoint())
                  .put("round", open.claim().unit().round())
                  .put("slot", open.claim().unit().slot())
                  .put("miner", open.claim().minerAddress().toString()));
      case CheckpointBody.Attest attest ->
          publish(
              NodeEvents.ATTESTATION,
              new JsonObject()
                  .put("task", attest.task().toString())
                  .put("checkpoint", attest.checkpoint())
                  .put("leaf", attest.leaf())
                  .put("verifier", transaction.from().toString())
                  .put("verdict", attest.verdict().name().toLowerCase(java.util.Locale.ROOT)));
      case TransactionBody.SubmitTask task ->
          publish(
              NodeEvents.TASK,
              new JsonObject()
                  .put("task", transaction.id().toString())
                  .put("task_type", task.taskType()));
      default -> {}
    }
  }

  private void event(LedgerEvent event) {
    if (event.kind() != LedgerEvent.Kind.SLASH) return;
    publish(
        NodeEvents.SLASH,
        new JsonObject()
            .put("account", event.account().toString())
            .put("amount", Amounts.format(-event.amount()))
            .put("why", event.why()));
  }

  private void role(RoleEvent event) {
    switch (event) {
      case RoleEvent.RoundClosed closed ->
          publish(
              NodeEvents.ROUND,
              new JsonObject()
                  .put("task", closed.task().toString())
                  .put("round", closed.round())
                  .put("rounds", closed.rounds())
                  .put("loss", closed.loss())
                  .put("updates", closed.updates())
                  .put("update_bytes", closed.updateBytes()));
      case RoleEvent.SlotReassigned moved ->
          publish(
              NodeEvents.ALERT,
              new JsonObject()
                  .put("kind", "slot_reassigned")
                  .put(
                      "detail", moved.unit() + " goes from " + moved.from() + " to " + moved.to()));
      case RoleEvent.PoisoningSuspected found -> poisoning(found);
      case RoleEvent.Reputations found -> {
        var workers = new JsonObject();
        found.ofWorkers().forEach((worker, value) -> workers.put(worker.toString(), value));
        publish(
            NodeEvents.REPUTATION,
            new JsonObject()
                .put("task", found.task().toString())
                .put("round", found.round())
                .put("workers", workers));
      }
      case RoleEvent.Alert alert -> {
        vertx
            .eventBus()
            .send(
                Bus.AUDIT,
                new AuditEvent(
                    AuditAction.SECURITY_ALERT, AuditEvent.NODE, alert.kind(), alert.detail()));
        publish(
            NodeEvents.ALERT,
            new JsonObject().put("kind", alert.kind()).put("detail", alert.detail()));
      }
    }
  }

  private void poisoning(RoleEvent.PoisoningSuspected found) {
    String detail = "task %s, round %d: %s".formatted(found.task(), found.round(), found.reason());
    AlertKind kind = AlertKind.GRADIENT_POISONING;
    alerts.raise(new SecurityAlert(kind, found.worker(), detail, System.currentTimeMillis()));
    publish(
        NodeEvents.ALERT,
        new JsonObject()
            .put("kind", kind.label())
            .put("source", found.worker().toString())
            .put("reputation", found.reputation())
            .put("detail", detail));
  }

  private void publish(String type, JsonObject data) {
    NodeEvents.publish(vertx.eventBus(), NodeEvents.ADDRESS, type, height, data);
  }
}
