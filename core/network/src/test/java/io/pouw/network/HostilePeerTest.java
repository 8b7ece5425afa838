package io.pouw.network;

import static io.pouw.network.Recorder.next;
import static io.pouw.network.TestNodes.bytes;
import static io.pouw.network.TestNodes.config;
import static io.pouw.network.TestNodes.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.network.TestNodes.Node;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.FrameKind;
import io.pouw.network.wire.Gossip;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.security.AlertKind;
import io.pouw.security.PeerLimits;
import io.pouw.security.RateLimit;
import io.pouw.security.SecurityAlert;
import io.pouw.security.TrafficClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostilePeerTest {
  private static final KeyPair MALLORY = key(66);
  private static final Hash OTHER_CHAIN = Hash.of(Domain.GENESIS, bytes("another chain"));

  private final TestNodes nodes = new TestNodes();

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  private RawPeer stranger(Node node) throws TimeoutException {
    return RawPeer.connect(nodes.vertx, node.port(), RawPeer.options(MALLORY));
  }

  private static void assertClosed(RawPeer peer, int code, String detail) throws Exception {
    String reason = next(peer.closed);
    assertTrue(reason.startsWith(code + " ") && reason.contains(detail), reason);
  }

  @Test
  void aNodeOfAnotherChainIsRefusedAndToldWhy() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer peer = stranger(a);
    peer.send(FrameKind.HELLO, "", RawPeer.hello(MALLORY, OTHER_CHAIN).toBytes());
    assertClosed(peer, 4002, "another chain: " + OTHER_CHAIN.abbreviated());
    assertEquals(1, a.network().stats().refusedHandshakes());
    assertEquals(0, a.network().stats().peers());
    String told = next(a.recorder().refused);
    assertTrue(told.startsWith(MALLORY.address() + " (") && told.contains("127.0.0.1"), told);
    assertTrue(told.contains("another chain: " + OTHER_CHAIN.abbreviated()), told);
  }

  @Test
  void twoWholeNodesOfDifferentChainsNeverBecomePeers() throws Exception {
    Node a = nodes.start(1, config());
    Node b = nodes.start(2, config(a.port()).build(), OTHER_CHAIN);
    Node c = nodes.start(3, config(a.port()));
    assertEquals(c.network().address(), next(a.recorder().connected).address());
    assertEquals(0, b.network().stats().peers());
  }

  @Test
  void anAddressThatIsNotThatOfTheCertificateIsRefusedWithAnAlert() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer peer = stranger(a);
    peer.send(FrameKind.HELLO, "", RawPeer.hello(key(7), TestNodes.CHAIN).toBytes());
    assertClosed(peer, 4003, "an address that is not");
    SecurityAlert alert = next(a.recorder().alerts);
    assertEquals(AlertKind.IDENTITY_MISMATCH, alert.kind());
    assertEquals(MALLORY.address(), alert.sourcePeer());
  }

  @Test
  void whoSaysNothingOrSpeaksBeforeGreetingIsDisconnected() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer silent = stranger(a);
    RawPeer rude = RawPeer.connect(nodes.vertx, a.port(), RawPeer.options(key(67)));
    rude.send(FrameKind.MESSAGE, "tx", bytes("psst"));
    assertClosed(rude, 4008, "MESSAGE frame before the greeting");
    assertClosed(silent, 4010, "no greeting within");
  }

  @Test
  void aTruncatedFrameClosesThatConnectionOnly() throws Exception {
    Node a = nodes.start(1, config());
    Node honest = nodes.start(2, config(a.port()));
    next(a.recorder().connected);
    RawPeer peer = RawPeer.greeted(nodes, a.port(), MALLORY);
    var header = new FrameHeader(FrameKind.MESSAGE, 1, 1, Hash.ZERO, "tx", 100);
    byte[] whole = new Encoder().put(header).fixed(new byte[100]).toBytes();
    peer.send(Arrays.copyOf(whole, whole.length - 1));
    assertClosed(peer, 4008, "truncated, 99 of 100 payload bytes came");

    RawPeer again = RawPeer.greeted(nodes, a.port(), MALLORY);
    again.send(Arrays.copyOf(whole, 10));
    assertClosed(again, 4008, "header: at byte");
    assertEquals(2, a.network().stats().badFrames());
    honest.network().broadcast("tx", bytes("still here"));
    assertEquals("still here", next(a.recorder().messages).text());
  }

  @Test
  void anAnnouncedPayloadOverTheLimitIsRefusedBeforeItComes() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer peer = RawPeer.greeted(nodes, a.port(), MALLORY);
    var header = new FrameHeader(FrameKind.MESSAGE, 1, 1, Hash.ZERO, "tx", Integer.MAX_VALUE);
    peer.send(header.toBytes());
    assertClosed(peer, 4008, "over the limit of");
  }

  @Test
  void aWebSocketFrameOverTheLimitIsRefused() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer peer = RawPeer.greeted(nodes, a.port(), MALLORY);
    var _ = peer.sendUnheard(new byte[OutgoingFrame.PIECE_BYTES + 1]);
    assertTrue(next(a.recorder().disconnected).contains("Max frame length"));
    next(peer.closed);
    assertEquals(1, a.network().stats().badFrames());
  }

  @Test
  void anotherProtocolVersionIsRefusedWithoutABan() throws Exception {
    Node a = nodes.start(1, config());
    for (int i = 0; i < 5; i++) {
      RawPeer peer = stranger(a);
      byte[] frame = new byte[100];
      frame[0] = 2;
      peer.send(frame);
      assertClosed(peer, 4001, "protocol version 2, this node speaks 1");
    }
  }

  @Test
  void textAndUnknownKindsAreNotTheProtocolAndRepetitionIsBanned() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer text = RawPeer.greeted(nodes, a.port(), MALLORY);
    text.sendText("hello");
    assertClosed(text, 4008, "a text frame");
    RawPeer unknown = RawPeer.greeted(nodes, a.port(), MALLORY);
    unknown.send(new byte[] {1, 99});
    assertClosed(unknown, 4008, "an unknown kind 99");
    RawPeer second = RawPeer.greeted(nodes, a.port(), MALLORY);
    second.send(FrameKind.HELLO, "", RawPeer.hello(MALLORY, TestNodes.CHAIN).toBytes());
    assertClosed(second, 4008, "a second greeting");
    assertEquals(AlertKind.MALFORMED_FRAMES, next(a.recorder().alerts).kind());
    assertEquals(
        MALLORY.address() + ": a malformed frame: a text frame, bans: 0",
        next(a.recorder().cutOff));
    assertTrue(next(a.recorder().cutOff).endsWith("an unknown kind 99, bans: 0"));
    assertTrue(next(a.recorder().cutOff).endsWith("a second greeting, bans: 1"));
    assertClosed(stranger(a), 4007, "malformed_frames");
    assertTrue(next(a.recorder().refused).contains("a banned peer: malformed_frames"));
    assertEquals(1, a.network().stats().cutOff());
  }

  @Test
  void forgedGossipIsNotDeliveredAndCostsTheRelayItsConnection() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer peer = RawPeer.greeted(nodes, a.port(), MALLORY);
    Frame genuine =
        Gossip.frame(
            key(7), TestNodes.CHAIN, 1, "tx", 1, System.currentTimeMillis(), bytes("pay 1 to x"));
    byte[] changed = genuine.payload().clone();
    changed[changed.length - 1] = 'y';
    peer.send(new Encoder().put(genuine.header()).fixed(changed).toBytes());
    assertClosed(peer, 4012, "in the name of " + key(7).address());
    RawPeer again = RawPeer.greeted(nodes, a.port(), MALLORY);
    again.send(new Encoder().put(genuine.header()).fixed(genuine.payload()).toBytes());
    Recorder.Received received = next(a.recorder().messages);
    assertEquals(key(7).address(), received.from());
    assertEquals("pay 1 to x", received.text());
  }

  @Test
  void oldGossipAndThatOfAnotherChainDoNotTravel() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer peer = RawPeer.greeted(nodes, a.port(), MALLORY);
    long now = System.currentTimeMillis();
    Frame old = Gossip.frame(MALLORY, TestNodes.CHAIN, 1, "tx", 1, now - 3_600_000, bytes("old"));
    peer.send(new Encoder().put(old.header()).fixed(old.payload()).toBytes());
    Frame foreign = Gossip.frame(MALLORY, OTHER_CHAIN, 2, "tx", 1, now, bytes("foreign"));
    peer.send(new Encoder().put(foreign.header()).fixed(foreign.payload()).toBytes());
    assertClosed(peer, 4012, "a forged message");
    assertEquals(1, a.network().stats().droppedIn());
    assertTrue(a.recorder().messages.isEmpty());
  }

  @Test
  void aFlooderIsCutOffAndBannedWhileOthersAreServed() throws Exception {
    PeerLimits limits =
        PeerLimits.defaults()
            .withRate(TrafficClass.NORMAL, new RateLimit(10, 200, 1 << 20, 1 << 20));
    Node a = nodes.start(1, config().limits(limits));
    Node honest = nodes.start(2, config(a.port()));
    Node flooder = nodes.start(3, config(a.port()));
    next(flooder.recorder().connected);
    next(honest.recorder().connected);
    for (int i = 0; i < 1_000; i++)
      flooder.network().send(a.network().address(), "tx", new byte[10]);
    SecurityAlert alert = next(a.recorder().alerts);
    assertEquals(AlertKind.MESSAGE_FLOOD, alert.kind());
    assertEquals(flooder.network().address(), alert.sourcePeer());
    assertTrue(next(a.recorder().disconnected).contains("too many messages"));
    assertTrue(a.recorder().messages.size() < 250, "delivered " + a.recorder().messages.size());
    assertTrue(honest.network().send(a.network().address(), "vote", bytes("aye")));
    Recorder.Received last = next(a.recorder().messages);
    while (!last.topic().equals("vote")) last = next(a.recorder().messages);
    assertEquals("aye", last.text());
    RawPeer back = RawPeer.connect(nodes.vertx, a.port(), RawPeer.options(flooder.identity()));
    assertClosed(back, 4007, "message_flood");
  }

  @Test
  void aPeerThatAnswersNoPingIsDisconnected() throws Exception {
    NetworkTimings usual = TestNodes.TIMINGS;
    var timings =
        new NetworkTimings(
            Duration.ofMillis(100),
            usual.greeting(),
            usual.peerExchange(),
            usual.firstRetry(),
            usual.maxRetry());
    Node a = nodes.start(1, config().timings(timings));
    RawPeer peer = RawPeer.greeted(nodes, a.port(), MALLORY);
    assertClosed(peer, 4010, "nothing heard in time");
  }

  @Test
  void anAnswerThatNobodyAskedForIsIgnored() throws Exception {
    Node a = nodes.start(1, config());
    RawPeer peer = RawPeer.greeted(nodes, a.port(), MALLORY);
    peer.send(FrameKind.RESPONSE, "block", bytes("take this"));
    peer.send(FrameKind.MESSAGE, "tx", bytes("after"));
    assertEquals("after", next(a.recorder().messages).text());
    assertEquals(1, a.network().stats().droppedIn());
  }
}
