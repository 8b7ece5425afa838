package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A node in an operating system process of its own, started by {@code ./pouw node start}. */
final class NodeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MS = 50;
  private static final Pattern PEERS = Pattern.compile("peers on +(\\S+:\\d+)");
  private static final Pattern API = Pattern.compile("API on +port (\\d+)");

  private final String name;
  private final Process process;
  private final Path log;
  private final HttpClient http;

  private NodeProcess(String name, Process process, Path log, HttpClient http) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.http = http;
  }

  static NodeProcess start(Path folder, HttpClient http, String name, String... more)
      throws IOException {
    var command = new ArrayList<>(List.of(Pouw.home().resolve("pouw").toString(), "node", "start"));
    command.addAll(List.of("--node-id", name, "--genesis", "genesis.json", "--data", name));
    command.addAll(List.of("--keystore", "keys/" + name + ".p12", "--password-file", "password"));
    command.addAll(List.of("--port", "0", "--api-port", "0"));
    command.addAll(List.of("--set", "consensus.heartbeat=0.2"));
    command.addAll(List.of("--set", "consensus.view_change_timeout=2"));
    command.addAll(List.of(more));
    Path log = Files.createTempFile(folder, name + "-", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Five of them start at once: what they do is little, and the second compiler would cost more.
    builder.environment().put("JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
    return new NodeProcess(name, builder.start(), log, http);
  }

  /** Where its HTTP API is. */
  String api() throws Exception {
    return "http://127.0.0.1:" + printed(API).group(1);
  }

  /** Where peers reach it. */
  String endpoint() throws Exception {
    return printed(PEERS).group(1);
  }

  private MatchResult printed(Pattern line) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var found = line.matcher(Files.readString(log)).results().findFirst();
      if (found.isPresent()) return found.get();
      lookAgain(deadline, "it printed no " + line);
    }
  }

  /** Waits a little; fails when the process has ended or the time is over. */
  private void lookAgain(long deadline, String trouble) throws Exception {
    boolean ended = process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
    if (ended || System.nanoTime() > deadline)
      throw new AssertionError(
          name
              + (ended ? " ended with " + process.exitValue() : " still runs")
              + ": "
              + trouble
              + "\n"
              + Files.readString(log));
  }

  JsonNode get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + printed(API).group(1) + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertTrue(answer.statusCode() == 200, () -> name + ": " + path + ": " + answer.body());
    return new ObjectMapper().readTree(answer.body());
  }

  JsonNode status() throws Exception {
    return get("/api/v1/node/status");
  }

  long height() throws Exception {
    return status().path("blockchain_height").asLong(-1);
  }

  /** Waits for a height that will do, as the API tells it. */
  long awaitHeight(LongPredicate enough) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long height = height();
    while (!enough.test(height)) {
      lookAgain(deadline, "its height stays at " + height);
      height = height();
    }
    return height;
  }

  /** Waits until the node has so many authenticated channels. */
  void awaitPeers(int count) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (status().path("peer_count").asInt() < count)
      lookAgain(deadline, "it has not found " + count + " peers");
  }

  /** Ends it as a power failure would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end; its exit code. */
  int stop() throws Exception {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
      throw new AssertionError(name + " does not end\n" + Files.readString(log));
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
