package io.pouw.node.api;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Supply;
import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The node itself: status, peers, health, metrics; and the supply, which is one number too. */
final class StatusEndpoints {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final double MILLIS = 1e3;

  private final NodeServices node;
  private final Worker pool;

  StatusEndpoints(NodeServices node, Worker pool) {
    this.node = node;
    this.pool = pool;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "getSystemStatus", call -> json(system()),
        "getNodeStatus", call -> json(status()),
        "listPeers", call -> json(peers()),
        "listSecurityAlerts", call -> json(alerts()),
        "getSupply", call -> json(supply()),
        "getLiveness", call -> health(node.liveness()),
        "getReadiness", call -> health(node.readiness()),
        "getMetrics", call -> pool.run(() -> Answer.text(PROMETHEUS, node.metrics())));
  }

  private static Future<Answer> json(JsonObject body) {
    return Future.succeededFuture(Answer.json(body));
  }

  private static Future<Answer> health(Health health) {
    return Future.succeededFuture(Answer.json(health.ok() ? 200 : 503, health.toJson()));
  }

  private JsonObject system() {
    LedgerState ledger = node.ledger();
    return new JsonObject()
        .put("system", "PoUW")
        .put("version", node.status().version())
        .put("api_version", "v1")
        .put("chain_id", ledger.chainId().toString())
        .put("height", ledger.height());
  }

  private JsonObject status() {
    NodeStatus status = node.status();
    LedgerState ledger = node.ledger();
    Address self = status.key().address();
    return new JsonObject()
        .put("node_id", self.toString())
        .put("name", status.name())
        .put(
            "role", Json.constant(status.roles().isEmpty() ? Role.PEER : status.roles().getFirst()))
        .put("roles", Json.array(status.roles(), Json::constant))
        .put("address", self.toString())
        .put("public_key", status.key().toString())
        .put("version", status.version())
        .put("chain_id", ledger.chainId().toString())
        .put("is_running", status.running())
        .put("is_mining", status.mining())
        .put("is_training", status.training())
        .put("is_validator", status.validator())
        .put("blockchain_height", ledger.height())
        .put("mempool_size", status.mempoolSize())
        .put("peer_count", status.peerCount())
        .put("view", status.view())
        .put("sequence", status.sequence())
        .put("leader", status.leader().map(Address::toString).orElse(""))
        .put("is_leader", status.leader().filter(self::equals).isPresent())
        .put("uptime_s", status.uptime().toMillis() / MILLIS)
        .put("security_alerts", status.securityAlerts())
        .put("stats", stats(status.stats()));
  }

  private static JsonObject stats(NodeStatus.Stats stats) {
    var json = new JsonObject();
    stats.more().forEach(json::put);
    return json.put("blocks_mined", stats.blocksMined())
        .put("blocks_proposed", stats.blocksProposed())
        .put("view_changes", stats.viewChanges())
        .put("units_trained", stats.unitsTrained())
        .put("units_verified", stats.unitsVerified());
  }

  private JsonObject peers() {
    JsonArray peers =
        Json.array(
            node.peers(),
            peer ->
                new JsonObject()
                    .put("address", peer.address().toString())
                    .put("endpoint", peer.endpoint())
                    .put("direction", peer.outbound() ? "outbound" : "inbound")
                    .put("connected_ms", peer.connected().toMillis()));
    return new JsonObject().put("peers", peers);
  }

  private JsonObject alerts() {
    return new JsonObject()
        .put(
            "alerts",
            Json.array(
                node.securityAlerts(),
                alert ->
                    new JsonObject()
                        .put("kind", alert.kind().label())
                        .put("source", alert.sourcePeer().toString())
                        .put("detail", alert.detail())
                        .put("timestamp_ms", alert.timestampMs())));
  }

  private JsonObject supply() {
    LedgerState ledger = node.ledger();
    Supply supply = ledger.supply();
    return new JsonObject()
        .put("height", ledger.height())
        .put("total", Json.amount(supply.total()))
        .put("genesis", Json.amount(supply.genesis()))
        .put("minted", Json.amount(supply.minted()))
        .put("burned", Json.amount(supply.burned()));
  }
}
