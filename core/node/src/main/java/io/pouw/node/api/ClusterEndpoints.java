package io.pouw.node.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The members of the cluster that this node is one of. */
final class ClusterEndpoints {
  private final NodeServices node;

  ClusterEndpoints(NodeServices node) {
    this.node = node;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of("getCluster", call -> Future.succeededFuture(Answer.json(cluster())));
  }

  private JsonObject cluster() {
    ClusterStatus status =
        node.cluster()
            .orElseThrow(() ->
                Problem.notFound(
                    "this node is no member of a cluster: one is started with 'pouw node start"
                        + " --cluster'"));
    var json =
        new JsonObject()
            .put("answering", status.answering())
            .put("members", Json.array(status.members(), ClusterEndpoints::member))
            .put("replaced", Json.array(status.replaced(), ClusterEndpoints::replacement))
            .put("replaced_count", status.replacedCount());
    status.lease().ifPresent(lease -> json.put("lease", lease(lease)));
    status.failOver().ifPresent(last -> json.put("last_fail_over", failOver(last)));
    return json;
  }

  private static JsonObject member(ClusterStatus.Member member) {
    return new JsonObject()
        .put("id", member.id())
        .put("name", member.name())
        .put("address", member.address())
        .put("kind", member.kind())
        .put("state", member.state())
        .put("state_since_ms", member.stateSinceMs())
        .put("known_for_ms", member.knownForMs())
        .put("capacity", member.capacity())
        .put("running", member.running())
        .put("room", member.room())
        .put("speed", member.speed())
        .put("units", member.units())
        .put("slow", member.slow());
  }

  private static JsonObject lease(ClusterStatus.Lease lease) {
    return new JsonObject()
        .put("holder", lease.holder())
        .put("token", lease.token())
        .put("left_ms", lease.leftMs())
        .put("age_ms", lease.ageMs());
  }

  private static JsonObject replacement(ClusterStatus.Replacement replacement) {
    return new JsonObject()
        .put("member", replacement.member())
        .put("reason", replacement.reason())
        .put("at_ms", replacement.atMs());
  }

  private static JsonObject failOver(ClusterStatus.FailOver last) {
    return new JsonObject()
        .put("token", last.token())
        .put("from_token", last.from())
        .put("at_ms", last.atMs())
        .put("gap_ms", last.gapMs());
  }
}
