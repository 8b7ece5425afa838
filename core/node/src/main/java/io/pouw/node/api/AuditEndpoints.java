package io.pouw.node.api;

import io.pouw.security.audit.AuditEntry;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The node's audit log. */
final class AuditEndpoints {
  private final NodeServices node;
  private final Worker pool;

  AuditEndpoints(NodeServices node, Worker pool) {
    this.node = node;
    this.pool = pool;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of("listAuditEntries", call -> pool.run(() -> Answer.json(page(call))));
  }

  private JsonObject page(Call call) {
    AuditPage page = node.audit(call.number("from", 0), call.limit());
    var json =
        new JsonObject()
            .put("entries", Json.array(page.entries(), AuditEndpoints::entry))
            .put("first", page.first())
            .put("count", page.chain().next())
            .put("head", page.chain().head().toString());
    if (page.entries().isEmpty()) return json;
    long next = page.entries().getLast().sequence() + 1;
    return next < page.chain().next() ? json.put("next", next) : json;
  }

  private static JsonObject entry(AuditEntry entry) {
    return new JsonObject()
        .put("sequence", entry.sequence())
        .put("timestamp_ms", entry.timestampMs())
        .put("action", entry.action())
        .put("actor", entry.actor())
        .put("subject", entry.subject())
        .put("outcome", entry.outcome())
        .put("previous", entry.previous().toString())
        .put("hash", entry.hash().toString());
  }
}
