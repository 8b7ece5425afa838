package io.pouw.network;

import static io.pouw.network.Recorder.next;
import static io.pouw.network.TestNodes.await;
import static io.pouw.network.TestNodes.bytes;
import static io.pouw.network.TestNodes.config;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.network.TestNodes.Node;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerNetworkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TestNodes nodes = new TestNodes();

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  @Test
  void twoNodesExchangeMessagesBothWaysUnderTheirProvedAddresses() throws Exception {
    List<Node> pair = nodes.pair();
    for (int from = 0; from < 2; from++) {
      Node sender = pair.get(from);
      Node receiver = pair.get(1 - from);
      assertTrue(sender.network().send(receiver.network().address(), "tx", bytes("hello")));
      Recorder.Received received = next(receiver.recorder().messages);
      assertEquals(sender.identity().address(), received.from());
      assertEquals("tx", received.topic());
      assertEquals("hello", received.text());
    }
  }

  @Test
  void peersAreShownWithWhatTheySaidAndWhatWentOverTheLink() throws Exception {
    Node a = nodes.start(1, config().roles(List.of("validator")).softwareVersion("0.1.0"));
    Node b = nodes.start(2, config(a.port()));
    PeerInfo peer = next(b.recorder().connected);
    assertEquals(a.identity().publicKey(), peer.publicKey());
    assertEquals(new PeerEndpoint("127.0.0.1", a.port()), peer.endpoint());
    assertEquals(PeerInfo.Direction.OUTBOUND, peer.direction());
    assertEquals(List.of("validator"), peer.roles());
    assertEquals("0.1.0", peer.softwareVersion());
    assertEquals(PeerInfo.Direction.INBOUND, next(a.recorder().connected).direction());

    a.network().broadcast("tx", new byte[1000]);
    next(b.recorder().messages);
    NetworkStats stats = b.network().stats();
    assertEquals(1, stats.peers());
    assertEquals(
        1, stats.inByTopic().getOrDefault("tx", new NetworkStats.Traffic(0, 0)).messages());
    assertTrue(b.network().peers().getFirst().bytesIn() > 1000);
  }

  @Test
  void aRequestIsAnsweredByThePeer() throws Exception {
    List<Node> pair = nodes.pair();
    pair.get(1).recorder().answers = topic -> Future.succeededFuture(bytes("answer to " + topic));
    byte[] answer = await(request(pair, "block"));
    assertTrue(pair.getFirst().network().peers().getFirst().latency().isPresent());
    assertEquals("answer to block", new String(answer, StandardCharsets.UTF_8));
  }

  @Test
  void aRequestThatIsRefusedUnansweredOrImpossibleFailsWithTheReason() throws Exception {
    List<Node> pair = nodes.pair();
    assertReason("nobody answers 'block'", request(pair, "block"));
    pair.get(1).recorder().answers = topic -> Promise.<byte[]>promise().future();
    assertReason(
        "no answer within 50 ms",
        pair.get(0)
            .network()
            .request(pair.get(1).network().address(), "block", new byte[0], Duration.ofMillis(50)));
    assertReason(
        "not connected",
        pair.get(0).network().request(TestNodes.key(9).address(), "block", new byte[0], PATIENCE));
    Future<byte[]> interrupted = request(pair, "block");
    await(pair.get(1).network().stop());
    assertReason("the node stops", interrupted);
  }

  private static Future<byte[]> request(List<Node> pair, String topic) {
    return pair.get(0)
        .network()
        .request(pair.get(1).network().address(), topic, new byte[0], PATIENCE);
  }

  private static void assertReason(String expected, Future<byte[]> failing) {
    String message =
        String.valueOf(assertThrows(NetworkException.class, () -> await(failing)).getMessage());
    assertTrue(message.contains(expected), message);
  }

  @Test
  void fiveMegabytesArriveUnchangedInBothDirections() throws Exception {
    List<Node> pair = nodes.pair();
    byte[] payload = new byte[5_000_000];
    new Random(7).nextBytes(payload);
    for (int from = 0; from < 2; from++) {
      Node receiver = pair.get(1 - from);
      assertTrue(pair.get(from).network().send(receiver.network().address(), "state", payload));
      assertArrayEquals(payload, next(receiver.recorder().messages).payload());
    }
  }

  @Test
  void anUrgentMessageOvertakesBulkyOnes() throws Exception {
    List<Node> pair = nodes.pair();
    for (int i = 0; i < 15; i++) pair.get(0).network().broadcast("state", new byte[4_000_000]);
    pair.get(0).network().broadcast("vote", bytes("aye"));
    int before = 0;
    while (!next(pair.get(1).recorder().messages).topic().equals("vote")) before++;
    assertTrue(before < 10, before + " bulky messages came before the urgent one");
  }

  @Test
  void aFullQueueRefusesAndAStrangerIsNotReached() throws Exception {
    Node a = nodes.start(1, config().maxPayloadBytes(1 << 20).maxQueueBytes(2 << 20));
    Node b = nodes.start(2, config(a.port()));
    next(a.recorder().connected);
    int accepted = 0;
    byte[] payload = new byte[1 << 20];
    while (accepted < 1_000 && a.network().send(b.network().address(), "state", payload))
      accepted++;
    assertTrue(accepted < 1_000, "the queue never filled");
    assertEquals(1, a.network().stats().droppedOut());
    assertFalse(a.network().send(TestNodes.key(9).address(), "tx", new byte[1]));
    for (int i = 0; i < accepted; i++) next(b.recorder().messages);
  }

  @Test
  void aPayloadOrTopicOverTheLimitIsTheCallersError() throws Exception {
    Node a = nodes.start(1, config().maxPayloadBytes(1 << 16));
    PeerNetwork network = a.network();
    assertThrows(
        IllegalArgumentException.class, () -> network.broadcast("tx", new byte[(1 << 16) + 1]));
    assertThrows(IllegalArgumentException.class, () -> network.broadcast("", new byte[1]));
    assertThrows(
        IllegalArgumentException.class, () -> network.gossip("t".repeat(129), new byte[1]));
  }

  @Test
  void aPortInUseIsNamedInTheError() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertPortInUse(taken.getLocalPort());
    }
    assertPortInUse(nodes.start(1, config()).port());
  }

  private void assertPortInUse(int port) {
    var second =
        new PeerNetwork(
            nodes.vertx,
            NetworkConfig.of("127.0.0.1", port),
            TestNodes.key(2),
            TestNodes.CHAIN,
            new Recorder());
    String message =
        String.valueOf(
            assertThrows(NetworkException.class, () -> await(second.start())).getMessage());
    assertTrue(message.contains("127.0.0.1:" + port), message);
    assertTrue(message.contains("in use"), message);
  }

  @Test
  void aHandlerOfATopicTakesItsMessagesAndMiddlewareMayStopThem() throws Exception {
    Node a = nodes.start(1, config());
    Node b = nodes.start(2, config(a.port()));
    var handled = new LinkedBlockingQueue<NetworkMessage>();
    a.network().messages().use(message -> message.data().length > 0).handle("tx", handled::add);
    next(b.recorder().connected);
    b.network().broadcast("tx", new byte[0]);
    b.network().broadcast("tx", bytes("full"));
    b.network().broadcast("block", bytes("other"));
    NetworkMessage message = next(handled);
    assertEquals("full", new String(message.data(), StandardCharsets.UTF_8));
    assertEquals(b.network().address(), message.senderId());
    assertEquals("block", next(a.recorder().messages).topic());
  }
}
