package io.pouw.node.api;

import io.pouw.ledger.LedgerState;
import io.pouw.management.pool.Distribution;
import io.pouw.management.pool.Distributor;
import io.pouw.management.pool.MemberRequest;
import io.pouw.management.pool.Membership;
import io.pouw.management.pool.PoolDesk;
import io.pouw.management.pool.PoolHealth;
import io.pouw.management.pool.PoolState;
import io.pouw.management.pool.PoolStore;
import io.pouw.management.pool.PoolTerms;
import io.pouw.management.pool.Scheme;
import io.pouw.management.worker.WorkerStatus;
import io.pouw.node.economics.Economics;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Pools, who is in them, and how pots were divided. */
final class PoolEndpoints {
  private final ManagementCalls management;

  PoolEndpoints(ManagementCalls management) {
    this.management = management;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "listPools",
        call -> management.ok((economics, ledger) -> list(economics)),
        "createPool",
        this::create,
        "getPool",
        call -> management.ok((economics, ledger) -> pool(economics, ledger, call.id())),
        "requestPool",
        this::request,
        "expelPoolMember",
        this::expel,
        "closePool",
        this::close,
        "distributePool",
        this::distribute,
        "listDistributions",
        this::distributions);
  }

  private static JsonObject list(Economics economics) {
    return new JsonObject()
        .put(
            "pools",
            Json.array(economics.pools().store().all(), entry -> summary(economics, entry)));
  }

  private Future<Answer> create(Call call) {
    JsonObject body = call.body();
    return management.answer(
        201,
        (economics, ledger) -> {
          var terms =
              new PoolTerms(
                  Scheme.valueOf(body.getString("scheme").toUpperCase(Locale.ROOT)),
                  body.getLong("window_gigaflop", 1L),
                  body.getLong("fee_ppm"),
                  body.getInteger("max_members", PoolTerms.MAX_MEMBERS),
                  body.getBoolean("federated", false));
          PoolState made = economics.pools().create(body.getString("name"), terms, ledger);
          return pool(economics, ledger, made.id());
        });
  }

  private Future<Answer> request(Call call) {
    JsonObject body = call.body();
    return management.ok((economics, ledger) -> {
      var wish =
          new MemberRequest(
              MemberRequest.Kind.valueOf(body.getString("kind").toUpperCase(Locale.ROOT)),
              call.id(),
              PublicKey.parse(body.getString("public_key")),
              body.getString("account"),
              body.getLong("height"),
              Signature.of(ManagementCalls.hex(body, "signature")));
      economics.pools().carryOut(wish, ledger);
      return pool(economics, ledger, call.id());
    });
  }

  private Future<Answer> expel(Call call) {
    Address worker = Address.parse(call.body().getString("worker"));
    return management.ok((economics, ledger) -> {
      economics.pools().expel(call.id(), worker, ledger);
      return pool(economics, ledger, call.id());
    });
  }

  private Future<Answer> close(Call call) {
    return management.ok((economics, ledger) -> {
      economics.pools().close(call.id(), ledger);
      return pool(economics, ledger, call.id());
    });
  }

  private Future<Answer> distribute(Call call) {
    JsonObject body = call.body();
    return management.ok((economics, ledger) ->
        distribution(
            economics
                .pools()
                .distribute(
                    call.id(),
                    body.getString("currency"),
                    body.getLong("pot"),
                    body.getBoolean("dry_run", false),
                    ledger,
                    System.currentTimeMillis())));
  }

  private Future<Answer> distributions(Call call) {
    return management.ok((economics, ledger) -> {
      PoolStore store = economics.pools().store();
      known(store, call.id());
      return new JsonObject()
          .put(
              "distributions",
              Json.array(
                  store.distributions(call.id(), call.limit()), PoolEndpoints::distribution));
    });
  }

  private static PoolStore.Entry known(PoolStore store, Hash id) {
    return store
        .find(id)
        .orElseThrow(() -> Problem.notFound("no pool " + id + " is known to this node"));
  }

  private static JsonObject summary(Economics economics, PoolStore.Entry entry) {
    PoolState pool = entry.state();
    PoolTerms terms = pool.terms();
    return new JsonObject()
        .put("id", pool.id().toString())
        .put("name", pool.name())
        .put("operator", pool.operator().address().toString())
        .put("version", pool.version())
        .put("height", pool.height())
        .put("closed", pool.closed())
        .put("forked", entry.forked())
        .put(
            "terms",
            new JsonObject()
                .put("scheme", Json.constant(terms.scheme()))
                .put("window_gigaflop", terms.windowGigaflop())
                .put("fee_ppm", terms.feePpm())
                .put("max_members", terms.maxMembers())
                .put("federated", terms.federated()))
        .put("health", health(PoolHealth.of(pool, statuses(economics, pool), entry.forked())));
  }

  private static Map<Address, WorkerStatus> statuses(Economics economics, PoolState pool) {
    var statuses = new TreeMap<Address, WorkerStatus>();
    for (Membership each : pool.active())
      economics
          .workers()
          .store()
          .find(each.worker())
          .ifPresent(worker -> statuses.put(each.worker(), worker.status()));
    return statuses;
  }

  private static JsonObject health(PoolHealth health) {
    return new JsonObject()
        .put("level", Json.constant(health.level()))
        .put("members", health.members())
        .put("active", health.active())
        .put("reasons", new JsonArray(health.reasons()));
  }

  private static JsonObject pool(Economics economics, LedgerState ledger, Hash id) {
    PoolDesk desk = economics.pools();
    PoolStore.Entry entry = known(desk.store(), id);
    PoolState pool = entry.state();
    long distributed = desk.store().distributedTo(id);
    Map<Address, Distributor.Work> work =
        desk.distributor(pool, ledger).work(distributed, ledger.height());
    return summary(economics, entry)
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

  private static JsonObject distribution(Distribution made) {
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
        .put("lines", Json.array(made.lines(), PoolEndpoints::line));
  }

  private static JsonObject line(Distribution.Line line) {
    return new JsonObject()
        .put("member", line.member().toString())
        .put("account", line.account())
        .put("units", line.units())
        .put("weight", line.weight().toString())
        .put("amount", line.amount());
  }
}
