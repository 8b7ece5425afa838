package io.pouw.node.verticle;

import io.pouw.node.api.ClusterStatus;
import io.pouw.node.metrics.NodeMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What Prometheus is told of the cluster, in seconds where it is time. */
final class ClusterGauges {
  private static final double MILLIS = 1e3;

  private ClusterGauges() {}

  /** Adds the gauges; each scrape looks once for each of them. */
  static void describe(NodeMetrics metrics, Supplier<Optional<ClusterStatus>> cluster) {
    members(metrics, cluster, "pouw.cluster.member.up", "Members that are heard of", each -> 1);
    members(
        metrics,
        cluster,
        "pouw.cluster.member.signs",
        "1 for the member that signs",
        each -> each.state().equals("signs") ? 1 : 0);
    members(
        metrics,
        cluster,
        "pouw.cluster.member.speed",
        "Measured weight per second",
        ClusterStatus.Member::speed);
    members(
        metrics,
        cluster,
        "pouw.cluster.member.running",
        "Units that it works on",
        ClusterStatus.Member::running);
    members(
        metrics,
        cluster,
        "pouw.cluster.member.room",
        "Units that it would get now",
        ClusterStatus.Member::room);
    metrics
        .gauge(
            "pouw.cluster.lease.token",
            "Fencing token of the signing lease, 0 if it is not known",
            () -> lease(cluster).map(ClusterStatus.Lease::token).orElse(0L))
        .gauge(
            "pouw.cluster.lease.left.seconds",
            "Until the signing lease is over, 0 if it is",
            () -> lease(cluster).map(ClusterStatus.Lease::leftMs).orElse(0L) / MILLIS)
        .gauge(
            "pouw.cluster.lease.age.seconds",
            "Since the signing lease was read from the database",
            () -> lease(cluster).map(each -> each.ageMs() / MILLIS).orElse(Double.NaN))
        .gauge(
            "pouw.cluster.failover.seconds",
            "Between the last vote of the former signer and the first of the present one",
            () ->
                cluster
                    .get()
                    .flatMap(ClusterStatus::failOver)
                    .map(each -> each.gapMs() / MILLIS)
                    .orElse(Double.NaN))
        .counter(
            "pouw.cluster.replacements",
            "Times that units were taken from a member",
            () -> cluster.get().map(ClusterStatus::replacedCount).orElse(0L));
  }

  private static Optional<ClusterStatus.Lease> lease(Supplier<Optional<ClusterStatus>> cluster) {
    return cluster.get().flatMap(ClusterStatus::lease);
  }

  private static void members(
      NodeMetrics metrics,
      Supplier<Optional<ClusterStatus>> cluster,
      String name,
      String description,
      Function<ClusterStatus.Member, Number> value) {
    metrics.gauges(
        name,
        description,
        List.of("member", "kind"),
        () ->
            cluster.get().map(ClusterStatus::members).orElse(List.of()).stream()
                .map(each ->
                    new NodeMetrics.Reading(List.of(each.name(), each.kind()), value.apply(each)))
                .toList());
  }
}
