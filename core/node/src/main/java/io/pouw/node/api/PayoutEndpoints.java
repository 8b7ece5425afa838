package io.pouw.node.api;

import io.pouw.management.payout.PayoutCsv;
import io.pouw.management.payout.PayoutEngine;
import io.pouw.management.payout.PayoutFilter;
import io.pouw.management.payout.PayoutRequest;
import io.pouw.management.payout.PayoutStatus;
import io.pouw.management.payout.PayoutView;
import io.pouw.management.pool.Distribution;
import io.pouw.management.pool.DistributionStore;
import io.pouw.node.economics.Economics;
import io.pouw.node.payout.PayoutService;
import io.pouw.plugin.PayoutException;
import io.pouw.primitives.Hash;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Payouts: asking for them, deciding on them, and what became of them. */
final class PayoutEndpoints {
  /** Who acts, if he gives no name of his own. */
  private static final String OPERATOR = "operator";

  private static final int EXPORT_LIMIT = PayoutFilter.MAX_LIMIT;

  private final NodeServices node;
  private final Worker pool;

  PayoutEndpoints(NodeServices node, Worker pool) {
    this.node = node;
    this.pool = pool;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "listPayoutRails",
        call -> json(PayoutJson::rails),
        "listPayouts",
        call -> json(payouts -> list(payouts, call)),
        "getPayout",
        call -> json(payouts -> get(payouts, call)),
        "exportPayouts",
        this::export,
        "requestPayouts",
        call -> json(payouts -> request(payouts, call.body())),
        "payDistribution",
        call -> json(payouts -> payDistribution(payouts, call.body())),
        "decidePayout",
        call -> json(payouts -> decide(payouts, call.body())),
        "runPayouts",
        call -> json(payouts -> run(payouts, call.body().getString("rail"))),
        "dryRunPayouts",
        call -> json(payouts -> dryRun(payouts, call)));
  }

  private Future<Answer> json(Function<PayoutService, JsonObject> work) {
    return answer(payouts -> Answer.json(work.apply(payouts)));
  }

  private Future<Answer> answer(Function<PayoutService, Answer> work) {
    Optional<PayoutService> payouts = node.payouts();
    if (payouts.isEmpty())
      return Future.failedFuture(
          Problem.notFound("this node pays on no rail: configure one with payout.RAIL.*"));
    return pool.run(() -> guarded(work, payouts.get()));
  }

  private static Answer guarded(Function<PayoutService, Answer> work, PayoutService payouts) {
    try {
      return work.apply(payouts);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new Problem(Problem.Kind.CONFLICT, String.valueOf(e.getMessage()));
    } catch (PayoutException e) {
      throw new Problem(Problem.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static PayoutFilter filter(Call call, int skip, int limit) {
    return new PayoutFilter(
        call.text("rail"),
        call.text("status").map(text -> PayoutStatus.valueOf(text.toUpperCase(Locale.ROOT))),
        call.text("member"),
        skip,
        limit);
  }

  private static JsonObject list(PayoutService payouts, Call call) {
    int skip = Math.toIntExact(call.number("skip", 0));
    List<PayoutView> found = payouts.desk().list(filter(call, skip, call.limit() + 1));
    var page =
        new JsonObject()
            .put(
                "payouts",
                Json.array(
                    found.subList(0, Math.min(found.size(), call.limit())), PayoutJson::view));
    return found.size() > call.limit() ? page.put("next", skip + call.limit()) : page;
  }

  private static JsonObject get(PayoutService payouts, Call call) {
    String reference = call.text("reference").orElseThrow();
    PayoutView view =
        payouts
            .desk()
            .find(reference)
            .orElseThrow(() -> Problem.notFound("there is no payout '" + reference + "'"));
    return new JsonObject()
        .put("payout", PayoutJson.view(view))
        .put("audit", Json.array(payouts.desk().audit(reference), PayoutJson::audit));
  }

  private Future<Answer> export(Call call) {
    PayoutFilter filter = filter(call, 0, EXPORT_LIMIT);
    return answer(payouts ->
        Answer.text("text/plain; charset=utf-8", PayoutCsv.of(payouts.desk().list(filter))));
  }

  private JsonObject request(PayoutService payouts, JsonObject body) {
    String rail = body.getString("rail");
    var unit = payouts.rail(rail).rail().unit();
    JsonArray asked = body.getJsonArray("requests");
    List<PayoutRequest> requests =
        asked.stream()
            .map(JsonObject.class::cast)
            .map(each ->
                new PayoutRequest(
                    each.getString("reference"),
                    rail,
                    each.getString("member"),
                    each.getString("account"),
                    unit.parse(each.getString("amount"))))
            .toList();
    return taken(payouts, requests, body);
  }

  private JsonObject taken(PayoutService payouts, List<PayoutRequest> requests, JsonObject body) {
    String by = body.getString("by", OPERATOR);
    int added = payouts.desk().request(requests, by);
    String outcome = added + " added, " + (requests.size() - added) + " known";
    audit(AuditAction.PAYOUT_REQUEST, by, body.getString("rail"), outcome);
    return new JsonObject().put("added", added).put("known", requests.size() - added);
  }

  private JsonObject payDistribution(PayoutService payouts, JsonObject body) {
    Hash pool = Hash.parse(body.getString("pool"));
    String rail = body.getString("rail");
    var unit = payouts.rail(rail).rail().unit();
    var economics =
        node.economics().orElseThrow(() -> new IllegalStateException("no pools are managed here"));
    Distribution last =
        distribution(economics, pool, Optional.ofNullable(body.getString("distribution")));
    if (!last.currency().equals(unit.symbol()))
      throw new IllegalArgumentException(
          "the distribution is of %s, and '%s' pays %s"
              .formatted(last.currency(), rail, unit.symbol()));
    List<PayoutRequest> requests =
        last.shares().stream()
            .map(share ->
                new PayoutRequest(
                    share.reference(),
                    rail,
                    share.member().toString(),
                    share.account(),
                    share.amount()))
            .toList();
    return taken(payouts, requests, body);
  }

  /** The one that is asked for, or the last one. */
  private static Distribution distribution(Economics economics, Hash pool, Optional<String> id) {
    DistributionStore store = economics.pools().distributions();
    if (id.isPresent())
      return store
          .find(pool, Hash.parse(id.get()))
          .map(DistributionStore.Kept::distribution)
          .orElseThrow(() ->
              Problem.notFound(
                  "no distribution " + id.get() + " of pool " + pool + " is known to this node"));
    return store.newest(pool, 1).stream()
        .findFirst()
        .orElseThrow(() ->
            Problem.notFound(
                "nothing was distributed in pool " + pool + ": see pouw pool distribute"));
  }

  private JsonObject decide(PayoutService payouts, JsonObject body) {
    String reference = body.getString("reference");
    String by = body.getString("by", OPERATOR);
    String decision = body.getString("decision");
    switch (decision) {
      case "approve" -> payouts.desk().approve(reference, by);
      case "refuse" -> payouts.desk().refuse(reference, by);
      case "retry" -> payouts.desk().retry(reference, by);
      default -> throw new IllegalArgumentException("decision: expected approve, refuse or retry");
    }
    audit(AuditAction.PAYOUT_DECIDE, by, reference, decision);
    return PayoutJson.view(payouts.desk().find(reference).orElseThrow());
  }

  private JsonObject run(PayoutService payouts, String rail) {
    PayoutService.Open open = payouts.rail(rail);
    PayoutEngine.Turn turn = open.engine().turn(true);
    audit(AuditAction.PAYOUT_RUN, OPERATOR, rail, turn.summary());
    return PayoutJson.turn(open, turn);
  }

  private void audit(AuditAction action, String actor, String subject, String outcome) {
    node.audited(new AuditEvent(action, actor, subject, outcome));
  }

  private static JsonObject dryRun(PayoutService payouts, Call call) {
    PayoutService.Open open = payouts.rail(call.text("rail").orElseThrow());
    return PayoutJson.dryRun(open, open.engine().dryRun());
  }
}
