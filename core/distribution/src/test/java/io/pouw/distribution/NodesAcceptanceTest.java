package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as processes of the operating system, seen over HTTP only. */
class NodesAcceptanceTest {
  /** What a process ends with that was asked to by SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;
  private Pouw pouw;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<NodeProcess> nodes = new ArrayList<>();

  @BeforeEach
  void makeGenesis() throws Exception {
    pouw = new Pouw(folder);
    Files.writeString(folder.resolve("password"), "open sesame");
    String validators = Pouw.home().resolve("conf").resolve("validators.json").toString();
    pouw.run(
            "genesis",
            "init",
            "--validators",
            validators,
            "--account",
            "peer=1000",
            "--password-file",
            "password")
        .exitsWith(0)
        .isQuiet();
  }

  @AfterEach
  void endAll() {
    nodes.forEach(NodeProcess::close);
    http.close();
  }

  private NodeProcess start(String name, String... more) throws Exception {
    NodeProcess node = NodeProcess.start(folder, http, name, more);
    nodes.add(node);
    return node;
  }

  private static JsonNode block(NodeProcess node, long height) throws Exception {
    return node.get("/api/v1/blocks/" + height).path("id");
  }

  @Test
  void fourValidatorsAndAPeerSurviveTheDeathOfOneAndItCatchesUp() throws Exception {
    NodeProcess first = start("node_1");
    String way = first.endpoint();
    NodeProcess second = start("node_2", "--bootstrap", way);
    NodeProcess third = start("node_3", "--bootstrap", way);
    NodeProcess victim = start("node_4", "--bootstrap", way);
    NodeProcess peer = start("peer", "--bootstrap", way, "--role", "peer");
    peer.awaitHeight(height -> height >= 3);
    victim.awaitHeight(height -> height >= 3);
    second.awaitPeers(3);
    third.awaitPeers(3);

    victim.kill();
    long atDeath = peer.height();
    long without = peer.awaitHeight(height -> height >= atDeath + 5);

    NodeProcess back = start("node_4", "--bootstrap", way);
    back.awaitHeight(height -> height >= without);
    long together = peer.awaitHeight(height -> height >= without + 5);
    back.awaitHeight(height -> height >= together);
    assertTrue(back.status().path("is_validator").asBoolean());
    assertFalse(peer.status().path("is_validator").asBoolean());
    for (long height : new long[] {1, atDeath, without, together})
      assertEquals(block(peer, height), block(back, height), "block " + height);
    assertFalse(back.log().contains("WARNING"), back.log());
    for (NodeProcess node : List.of(peer, back, first))
      assertEquals(TERMINATED, node.stop(), node.log());
  }

  @Test
  void aPortInUseIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Pouw.Run run =
          pouw.run(
              "node",
              "start",
              "--genesis",
              "genesis.json",
              "--data",
              "d",
              "--port",
              port,
              "--password-file",
              "password",
              "--keystore",
              "keys/node_1.p12");
      run.exitsWith(1).isQuiet().says(port);
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }
}
