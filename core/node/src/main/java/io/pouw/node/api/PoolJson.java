package io.pouw.node.api;

import io.pouw.ledger.LedgerState;
import io.pouw.management.pool.Distribution;
import io.pouw.management.pool.Distributor;
import io.pouw.management.pool.Membership;
import io.pouw.management.pool.PoolDesk;
import io.pouw.management.pool.PoolEvent;
import io.pouw.management.pool.PoolHealth;
import io.pouw.management.pool.PoolState;
import io.pouw.management.pool.PoolStore;
import io.pouw.management.pool.PoolTerms;
import io.pouw.management.pool.TermsSchedule;
import io.pouw.node.economics.Economics;
import io.pouw.primitives.Address;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Pools and distributions in the words of the contract. */
final class PoolJson {
  private PoolJson() {}

  static JsonObject summary(Economics economics, long height, PoolStore.Entry entry) {
    PoolState pool = entry.state();
    return new JsonObject()
        .put("id", pool.id().toString())
        .put("name", pool.name())
        .put("operator", pool.operator().address().toString())
        .put("version", pool.version())
        .put("height", pool.height())
        .put("closed", pool.closed())
        .put("forked", entry.forked())
        .put("terms", terms(pool.schedule().at(height + 1)))
        .put("schedule", Json.array(pool.schedule().entries(), PoolJson::entry))
        .put("health", health(economics.health(entry)));
  }

  private static JsonObject entry(TermsSchedule.Entry entry) {
    return new JsonObject()
        .put("from_height", entry.fromHeight())
        .put("terms", terms(entry.terms()));
  }

  private static JsonObject terms(PoolTerms terms) {
    return new JsonObject()
        .put("scheme", Json.constant(terms.scheme()))
        .put("window_gigaflop", terms.windowGigaflop())
        .put("fee_ppm", terms.feePpm())
        .put("max_members", terms.maxMembers())
        .put("federated", terms.federated());
  }

  private static JsonObject health(PoolHealth health) {
    return new JsonObject()
        .put("level", Json.constant(health.level()))
        .put("members", health.members())
        .put("active", health.active())
        .put("reasons", new JsonArray(health.reasons()));
  }

  static JsonObject pool(Economics economics, LedgerState ledger, PoolStore.Entry entry) {
    PoolDesk desk = economics.pools();
    PoolState pool = entry.state();
    long distributed = desk.distributions().endOfLast(pool.id());
    Map<Address, Distributor.Work> work = desk.counting(pool, ledger);
    return summary(economics, ledger.height(), entry)
        .put("distributed_to", distributed)
        .put("members", Json.array(pool.active(), each -> member(each, work)));
  }

  private static JsonObject member(Membership member, Map<Address, Distributor.Work> work) {
    var json =
        new JsonObject()
            .put("worker", member.worker().toString())
            .put("account", member.request().account())
            .put("joined_height", member.joinedHeight());
    Distributor.Work its = work.get(member.worker());
    return json.put("units", its == null ? 0 : its.units())
        .put("weight", its == null ? "0" : its.weight().toString());
  }

  static JsonObject distribution(Distribution made) {
    return new JsonObject()
        .put("id", made.id().toString())
        .put("pool", made.pool().toString())
        .put("version", made.version())
        .put("scheme", Json.constant(made.scheme()))
        .put("after_height", made.afterHeight())
        .put("to_height", made.toHeight())
        .put("currency", made.currency())
        .put("pot", made.pot())
        .put("fee", made.fee())
        .put("lines", Json.array(made.lines(), PoolJson::line));
  }

  private static JsonObject line(Distribution.Line line) {
    return new JsonObject()
        .put("member", line.member().toString())
        .put("account", line.account())
        .put("units", line.units())
        .put("weight", line.weight().toString())
        .put("amount", line.amount());
  }

  static JsonObject event(PoolEvent event) {
    return new JsonObject()
        .put("event", Json.constant(event.kind()))
        .put("actor", event.actor())
        .put("detail", event.detail())
        .put("version", event.version())
        .put("height", event.height())
        .put("at_ms", event.atMs());
  }
}
