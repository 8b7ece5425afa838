package io.pouw.node.api;

import io.pouw.ledger.LedgerState;
import io.pouw.management.pool.Distribution;
import io.pouw.management.pool.DistributionStore;
import io.pouw.management.pool.MemberRequest;
import io.pouw.management.pool.PoolState;
import io.pouw.management.pool.PoolStore;
import io.pouw.management.pool.PoolTerms;
import io.pouw.management.pool.Scheme;
import io.pouw.node.economics.Economics;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pools, who is in them, and how pots were divided. */
final class PoolEndpoints {
  private final ManagementCalls management;

  PoolEndpoints(ManagementCalls management) {
    this.management = management;
  }

  Map<String, Endpoint> endpoints() {
    return Map.ofEntries(
        Map.entry("listPools", call -> management.ok(PoolEndpoints::list)),
        Map.entry(
            "getPool",
            call -> management.ok((economics, ledger) -> pool(economics, ledger, call.id()))),
        Map.entry("createPool", this::create),
        Map.entry("requestPool", this::request),
        Map.entry("expelPoolMember", this::expel),
        Map.entry("changePoolTerms", this::change),
        Map.entry("closePool", this::close),
        Map.entry("auditPool", this::audit),
        Map.entry("distributePool", this::distribute),
        Map.entry("listDistributions", this::distributions),
        Map.entry("checkDistribution", this::check));
  }

  private static JsonObject list(Economics economics, LedgerState ledger) {
    return new JsonObject()
        .put(
            "pools",
            Json.array(
                economics.pools().store().all(),
                entry -> PoolJson.summary(economics, ledger.height(), entry)));
  }

  private Future<Answer> create(Call call) {
    JsonObject body = call.body();
    return management.answer(
        201,
        (economics, ledger) -> {
          var terms =
              new PoolTerms(
                  scheme(body.getString("scheme")),
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

  private Future<Answer> change(Call call) {
    JsonObject body = call.body();
    return management.ok((economics, ledger) -> {
      economics
          .pools()
          .change(
              call.id(),
              old -> changed(old, body),
              Optional.ofNullable(body.getLong("from_height")),
              ledger);
      return pool(economics, ledger, call.id());
    });
  }

  /** What the request leaves out stays as it is. */
  private static PoolTerms changed(PoolTerms old, JsonObject body) {
    return new PoolTerms(
        scheme(body.getString("scheme", old.scheme().name())),
        body.getLong("window_gigaflop", old.windowGigaflop()),
        body.getLong("fee_ppm", old.feePpm()),
        body.getInteger("max_members", old.maxMembers()),
        body.getBoolean("federated", old.federated()));
  }

  private static Scheme scheme(String name) {
    return Scheme.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private Future<Answer> audit(Call call) {
    return management.ok((economics, ledger) -> {
      PoolStore store = economics.pools().store();
      known(store, call.id());
      return new JsonObject()
          .put("events", Json.array(store.audit(call.id(), call.limit()), PoolJson::event));
    });
  }

  private Future<Answer> check(Call call) {
    Hash id = Hash.parse(call.path("distribution"));
    return management.ok((economics, ledger) -> {
      DistributionStore.Kept kept =
          economics
              .pools()
              .distributions()
              .find(call.id(), id)
              .orElseThrow(() ->
                  Problem.notFound(
                      "no distribution "
                          + id
                          + " of pool "
                          + call.id()
                          + " is known to this node"));
      Distribution again = economics.pools().recompute(kept, ledger);
      return new JsonObject()
          .put("same", again.equals(kept.distribution()))
          .put("kept", PoolJson.distribution(kept.distribution()))
          .put("computed", PoolJson.distribution(again));
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
        PoolJson.distribution(
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
                  economics.pools().distributions().newest(call.id(), call.limit()),
                  PoolJson::distribution));
    });
  }

  private static JsonObject pool(Economics economics, LedgerState ledger, Hash id) {
    return PoolJson.pool(economics, ledger, known(economics.pools().store(), id));
  }

  private static PoolStore.Entry known(PoolStore store, Hash id) {
    return store
        .find(id)
        .orElseThrow(() -> Problem.notFound("no pool " + id + " is known to this node"));
  }
}
