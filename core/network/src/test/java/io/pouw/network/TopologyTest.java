package io.pouw.network;

import static io.pouw.network.Recorder.next;
import static io.pouw.network.TestNodes.await;
import static io.pouw.network.TestNodes.bytes;
import static io.pouw.network.TestNodes.config;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.network.TestNodes.Node;
import io.pouw.primitives.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private final TestNodes nodes = new TestNodes();

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  @Test
  void aMeshFormsFromOneBootstrapPeer() throws Exception {
    var mesh = new ArrayList<Node>();
    mesh.add(nodes.start(1, config()));
    for (int i = 2; i <= 8; i++) mesh.add(nodes.start(i, config(mesh.getFirst().port())));
    for (Node node : mesh) {
      var seen = new HashSet<Address>();
      while (seen.size() < mesh.size() - 1) seen.add(next(node.recorder().connected).address());
    }
    for (Node node : mesh) {
      assertEquals(mesh.size() - 1, node.network().peers().size());
      assertEquals(0, node.network().stats().badFrames());
    }
  }

  @Test
  void everyGossipReachesEveryNodeOfALineOnce() throws Exception {
    List<Node> line = line();
    line.getFirst().network().gossip("tx", bytes("to all"));
    line.getFirst().network().gossip("tx", bytes("to all"));
    for (Node node : line.subList(1, 4)) {
      for (int i = 0; i < 2; i++) {
        Recorder.Received received = next(node.recorder().messages);
        assertEquals(line.getFirst().network().address(), received.from());
        assertEquals("to all", received.text());
      }
    }
    // An answer that travels the whole way back comes after any duplicate that there might be.
    line.getLast().network().gossip("end", new byte[0]);
    for (Node node : line.subList(0, 3))
      assertEquals("end", next(node.recorder().messages).topic());
    assertNull(line.getLast().recorder().messages.poll());
    assertEquals(3, line.get(1).network().history().messages().size());
  }

  @Test
  void gossipInAMeshIsDeliveredOnceThoughItComesOverEveryLink() throws Exception {
    Node a = nodes.start(1, config());
    Node b = nodes.start(2, config(a.port()));
    Node c = nodes.start(3, config(a.port()));
    for (Node node : List.of(a, b, c)) for (int i = 0; i < 2; i++) next(node.recorder().connected);
    a.network().gossip("tx", bytes("to all"));
    for (Node node : List.of(b, c)) assertEquals("to all", next(node.recorder().messages).text());
    c.network().gossip("end", new byte[0]);
    for (Node node : List.of(a, b)) assertEquals("end", next(node.recorder().messages).topic());
  }

  /** Full nodes refuse others, so peer exchange leaves the line a line. */
  private List<Node> line() throws Exception {
    var line = new ArrayList<Node>();
    line.add(nodes.start(1, config().maxPeers(1)));
    for (int i = 2; i <= 4; i++) {
      line.add(nodes.start(i, config(line.getLast().port()).maxPeers(i < 4 ? 2 : 1)));
      next(line.getLast().recorder().connected);
    }
    return line;
  }

  @Test
  void twoNodesThatDialEachOtherKeepOneConnectionAndLoseNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      Node a = nodes.start(10 + 2 * round, config());
      Node b = nodes.start(11 + 2 * round, config());
      a.network().connect("127.0.0.1", b.port());
      b.network().connect("127.0.0.1", a.port());
      next(a.recorder().connected);
      next(b.recorder().connected);
      for (int i = 0; i < 100; i++) {
        assertTrue(a.network().send(b.network().address(), "tx", bytes("a" + i)));
        assertTrue(b.network().send(a.network().address(), "tx", bytes("b" + i)));
        assertEquals("a" + i, next(b.recorder().messages).text());
        assertEquals("b" + i, next(a.recorder().messages).text());
      }
      assertNull(a.recorder().disconnected.poll());
      assertNull(b.recorder().disconnected.poll());
    }
  }

  @Test
  void aNodeReconnectsAfterTheOtherSideRestarted() throws Exception {
    Node a = nodes.start(1, config());
    Node b = nodes.start(2, config(a.port()));
    next(b.recorder().connected);
    await(a.network().stop());
    assertTrue(next(b.recorder().disconnected).contains("the node stops"));

    var listening = NetworkConfig.builder("127.0.0.1", a.port()).timings(TestNodes.TIMINGS);
    Node again = nodes.start(1, listening);
    assertEquals(a.identity().address(), next(b.recorder().connected).address());
    next(again.recorder().connected);
    assertTrue(b.network().send(a.network().address(), "tx", bytes("welcome back")));
    assertEquals("welcome back", next(again.recorder().messages).text());
    assertEquals(1, b.network().stats().reconnects());
  }

  @Test
  void aNodeThatIsItsOwnBootstrapPeerConnectsToTheOthersOnly() throws Exception {
    Node a = nodes.start(1, config());
    a.network().connect("127.0.0.1", a.port());
    Node b = nodes.start(2, config());
    a.network().connect("127.0.0.1", b.port());
    assertEquals(b.network().address(), next(a.recorder().connected).address());
    assertEquals(1, a.network().peers().size());
  }

  @Test
  void aDisconnectedPeerIsToldWhyAndMayComeBack() throws Exception {
    List<Node> pair = nodes.pair();
    pair.getFirst().network().disconnect(pair.getLast().network().address(), "maintenance");
    assertTrue(next(pair.getFirst().recorder().disconnected).contains("maintenance"));
    assertTrue(next(pair.getLast().recorder().disconnected).contains("maintenance"));
    next(pair.getFirst().recorder().connected);
  }
}
