package io.pouw.node.config;

import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The SHA-256 of a node's configuration: the same for the same settings, on every start and
 * machine. Two starts with different digests ran with different settings. No secret goes into it:
 * who knows the rest could try out short ones.
 */
public final class ConfigDigest {
  private ConfigDigest() {}

  public static Hash of(NodeConfig config) {
    return Hash.sha256(lines(config).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> lines(NodeConfig config) {
    var lines = new TreeMap<String, String>();
    config.settings().forEach((key, value) -> lines.put("settings." + key, value));
    lines.put("node_id", config.nodeId());
    lines.put("roles", new TreeSet<>(config.roles()).toString());
    lines.put("data_folder", config.dataFolder().toString());
    lines.put("genesis", config.genesis().toString());
    lines.put("plugins", config.plugins().toString());
    lines.put("network", config.host() + ":" + config.port() + " " + config.bootstrap());
    lines.put("max_peers", Integer.toString(config.maxPeers()));
    lines.put("view_timeout", config.viewTimeout() + " to " + config.maxViewTimeout());
    lines.put("heartbeat", config.heartbeat().toString());
    // An endpoint's text leaves its token out.
    config
        .api()
        .ifPresent(api -> lines.put("api", api + (api.token().isPresent() ? " with a token" : "")));
    lines.put("compute_threads", Integer.toString(config.computeThreads()));
    lines.put("stake", Long.toString(config.initialStake()));
    lines.put("storage", config.storage().toString());
    lines.put("sync", config.sync().toString());
    config.management().ifPresent(management -> put(management, lines));
    return lines;
  }

  private static void put(ManagementSettings management, Map<String, String> lines) {
    SqlSettings database = management.database();
    // What follows the database's name may hold a password.
    String where = database.url().replaceFirst("[;?].*", "");
    lines.put("management.database", where + " " + database.user());
    lines.put("management.health", management.health().toString());
    lines.put("management.scoring", management.scoring().toString());
    lines.put("management.score_period", management.scorePeriod().toString());
    lines.put("management.thresholds", new TreeMap<>(management.thresholds()).toString());
  }
}
