package io.pouw.node.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pouw cluster status}. */
@Command(
    name = "status",
    description = {
      "Shows the members of a cluster, who signs, and whose units went to others.",
      "Asks a full member's API or a gateway."
    },
    mixinStandardHelpOptions = true)
final class ClusterStatusCommand implements Callable<Integer> {
  private static final int SHOWN_REPLACEMENTS = 10;

  @Mixin private NodeClient node = new NodeClient();

  @Override
  public Integer call() throws Exception {
    JsonObject cluster = node.get("cluster");
    if (node.wantsJson()) {
      System.out.println(cluster.encodePrettily());
      return 0;
    }
    members(cluster);
    System.out.println();
    System.out.println("lease            " + lease(cluster));
    System.out.println("last fail-over   " + failOver(cluster.getJsonObject("last_fail_over")));
    replaced(cluster);
    return 0;
  }

  private static void members(JsonObject cluster) {
    var table = new Table("member", "kind", "state", "for", "running", "room", "speed", "units");
    long now = System.currentTimeMillis();
    for (Object each : cluster.getJsonArray("members")) {
      var member = (JsonObject) each;
      boolean works = member.getInteger("capacity") > 0;
      table.row(
          member.getString("name"),
          member.getString("kind"),
          member.getString("state").replace('_', ' ') + (slow(member) ? ", slow" : ""),
          span(now - member.getLong("state_since_ms")),
          works ? member.getInteger("running") + " of " + member.getInteger("capacity") : "-",
          works ? member.getInteger("room") : "-",
          member.getLong("units") > 0 ? speed(member.getDouble("speed")) : "-",
          works ? member.getLong("units") : "-");
    }
    table.print();
  }

  private static boolean slow(JsonObject member) {
    return member.getBoolean("slow");
  }

  private static String speed(double weightPerSecond) {
    return String.format(Locale.ROOT, "%.3g/s", weightPerSecond);
  }

  private static String span(long ms) {
    Duration time = Duration.ofMillis(Math.max(0, ms));
    if (time.toHours() > 0) return time.toHours() + " h " + time.toMinutesPart() + " min";
    if (time.toMinutes() > 0) return time.toMinutes() + " min";
    return time.toSeconds() + " s";
  }

  private static String lease(JsonObject cluster) {
    JsonObject lease = cluster.getJsonObject("lease");
    if (lease == null) return "unknown: the shared database has not answered yet";
    long ageMs = lease.getLong("age_ms");
    long leftMs = lease.getLong("left_ms");
    String text = lease.getString("holder") + ", token " + lease.getLong("token");
    text += leftMs > 0 ? String.format(Locale.ROOT, ", %.1f s left", leftMs / 1e3) : ", over";
    return ageMs < 5_000 ? text : text + "; the database has not answered for " + span(ageMs);
  }

  private static String failOver(JsonObject last) {
    if (last == null) return "none known";
    return String.format(
        Locale.ROOT,
        "%s: token %d after %d, %.1f s between their votes",
        time(last.getLong("at_ms")),
        last.getLong("token"),
        last.getLong("from_token"),
        last.getLong("gap_ms") / 1e3);
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void replaced(JsonObject cluster) {
    JsonArray all = cluster.getJsonArray("replaced");
    System.out.println("replaced         " + cluster.getLong("replaced_count") + " times");
    for (int i = Math.max(0, all.size() - SHOWN_REPLACEMENTS); i < all.size(); i++) {
      JsonObject each = all.getJsonObject(i);
      System.out.println(
          "  %s  %s: %s"
              .formatted(
                  time(each.getLong("at_ms")), each.getString("member"), each.getString("reason")));
    }
  }
}
