package io.pouw.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.security.TrafficClass;
import org.junit.jupiter.api.Test;

class NetworkConfigTest {
  @Test
  void everyProblemIsNamedAtOnce() {
    var builder = NetworkConfig.builder("", 70_000).maxPeers(0).maxQueueBytes(1);
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    for (String problem : new String[] {"host", "70000", "peer", "queue of 1 bytes"})
      assertTrue(message.contains(problem), message);
  }

  @Test
  void anEndpointIsHostAndPort() {
    assertEquals(new PeerEndpoint("10.0.0.1", 9000), PeerEndpoint.parse("10.0.0.1:9000"));
    assertEquals(new PeerEndpoint("::1", 9000), PeerEndpoint.parse("[::1]:9000"));
    assertEquals("[::1]:9000", new PeerEndpoint("::1", 9000).toString());
    for (String wrong : new String[] {"", "host", ":9000", "host:", "host:x", "host:0", "h:65536"})
      assertThrows(IllegalArgumentException.class, () -> PeerEndpoint.parse(wrong));
  }

  @Test
  void aTopicBelongsToTheClassOfItsFirstWord() {
    TopicClasses topics = TopicClasses.defaults().with("receipt", TrafficClass.BULK);
    assertEquals(TrafficClass.CONSENSUS, topics.of("consensus/vote"));
    assertEquals(TrafficClass.CONSENSUS, topics.of("vote"));
    assertEquals(TrafficClass.BULK, topics.of("update.round.7"));
    assertEquals(TrafficClass.BULK, topics.of("receipt:1"));
    assertEquals(TrafficClass.NORMAL, topics.of("votes"));
  }

  @Test
  void aHistoryForgetsTheOldestAndKnowsDuplicates() {
    var ids = new MessageIds(1);
    var history = new MessageHistory(2);
    var first = message(ids);
    assertTrue(history.add(first));
    assertEquals(false, history.add(first));
    history.add(message(ids));
    history.add(message(ids));
    assertEquals(2, history.messages().size());
    assertTrue(history.find(first.messageId()).isEmpty());
  }

  private static NetworkMessage message(MessageIds ids) {
    return new NetworkMessage("tx", new byte[3], 1, TestNodes.key(1).address(), ids.next(), 5);
  }
}
