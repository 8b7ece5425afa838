package io.pouw.node.api;

import io.pouw.management.payout.AuditEntry;
import io.pouw.management.payout.PayoutEngine;
import io.pouw.management.payout.PayoutView;
import io.pouw.node.payout.PayoutService;
import io.pouw.plugin.PayoutRail;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How payouts look in JSON. Amounts as text with the unit's decimals, and in smallest units. */
final class PayoutJson {
  private PayoutJson() {}

  static JsonObject rails(PayoutService payouts) {
    return new JsonObject().put("rails", Json.array(payouts.rails(), PayoutJson::rail));
  }

  private static JsonObject rail(PayoutService.Open open) {
    return new JsonObject()
        .put("name", open.rail().name())
        .put("symbol", open.rail().unit().symbol())
        .put("decimals", open.rail().unit().decimals())
        .put("fee_symbol", open.rail().feeUnit().symbol())
        .put("account", open.channel().account())
        .put("network", open.channel().network());
  }

  static JsonObject view(PayoutView view) {
    JsonObject json =
        new JsonObject()
            .put("reference", view.request().reference())
            .put("rail", view.request().rail())
            .put("member", view.request().member())
            .put("account", view.request().account())
            .put("units", view.request().amount())
            .put("status", Json.constant(view.status()))
            .put("approved_by", view.approvedBy())
            .put("requested_ms", view.requestedMs())
            .put("attempt", view.attempt())
            .put("block", view.block())
            .put("fee_units", view.fee())
            .put("reason", view.reason());
    view.batch().ifPresent(batch -> json.put("batch", batch));
    view.transfer().ifPresent(transfer -> json.put("transfer", transfer));
    return json;
  }

  static JsonObject audit(AuditEntry entry) {
    return new JsonObject()
        .put("at_ms", entry.atMs())
        .put("event", entry.event())
        .put("actor", entry.actor())
        .put("detail", entry.detail());
  }

  private static JsonObject amount(PayoutRail.Unit unit, long units) {
    return new JsonObject()
        .put("text", unit.format(units))
        .put("symbol", unit.symbol())
        .put("units", units);
  }

  static JsonObject turn(PayoutService.Open open, PayoutEngine.Turn turn) {
    JsonObject json =
        new JsonObject()
            .put("rail", open.rail().name())
            .put("signed", turn.signed())
            .put("broadcast", turn.broadcast())
            .put("confirmed", turn.confirmed())
            .put("open", amount(open.rail().unit(), turn.open()))
            .put("problems", new JsonArray(turn.problems()));
    turn.batch().ifPresent(batch -> json.put("batch", batch));
    return json;
  }

  static JsonObject dryRun(PayoutService.Open open, PayoutEngine.DryRun run) {
    PayoutRail.Unit unit = open.rail().unit();
    return new JsonObject()
        .put("rail", open.rail().name())
        .put("total", amount(unit, run.plan().total()))
        .put("funds", amount(unit, run.funds().amount()))
        .put("fee_funds", amount(open.rail().feeUnit(), run.funds().feeAmount()))
        .put("fee", amount(open.rail().feeUnit(), run.quote().fee()))
        .put("fee_detail", run.quote().detail())
        .put(
            "payments",
            Json.array(
                run.plan().payments(),
                each ->
                    new JsonObject()
                        .put("account", each.account())
                        .put("amount", amount(unit, each.amount()))
                        .put("references", new JsonArray(each.references()))))
        .put(
            "postponed",
            Json.array(
                run.plan().postponed(),
                each ->
                    new JsonObject()
                        .put("account", each.account())
                        .put("amount", amount(unit, each.amount()))
                        .put("reason", each.reason())))
        .put("problems", new JsonArray(run.problems()));
  }
}
