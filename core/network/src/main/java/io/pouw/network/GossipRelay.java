package io.pouw.network;

import io.pouw.network.discovery.PeerTable;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.Gossip;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.security.TrafficClass;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Floods signed messages: what is new and genuine is delivered and passed on once, to everybody but
 * whom it came from. Thread-safe.
 */
final class GossipRelay {
  /**
   * Older messages are ignored: the history that recognises duplicates does not reach back for
   * ever, and an old message must not begin to travel again.
   */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** How far a sender's clock may be ahead of ours. */
  private static final Duration MAX_SKEW = Duration.ofMinutes(2);

  private final LocalNode local;
  private final PeerTable<PeerConnection> table;
  private final MessageHistory history;
  private final MessageHandler handler;
  private final NetworkCounters counters;
  private final AtomicLong published = new AtomicLong();

  GossipRelay(
      LocalNode local,
      PeerTable<PeerConnection> table,
      MessageHistory history,
      MessageHandler handler,
      NetworkCounters counters) {
    this.local = local;
    this.table = table;
    this.history = history;
    this.handler = handler;
    this.counters = counters;
  }

  /** Sends a message of this node to everybody. */
  void publish(String topic, byte[] payload) {
    TrafficClass traffic = local.config().topics().of(topic);
    Frame frame =
        Gossip.frame(
            local.identity(),
            local.chainId(),
            published.incrementAndGet(),
            topic,
            traffic.priority(),
            System.currentTimeMillis(),
            payload);
    history.add(message(frame.header(), local.address(), payload));
    passOn(frame, traffic, local.address());
  }

  /**
   * Takes a message that a peer passed on.
   *
   * @throws FrameException if it is forged
   */
  void receive(PeerConnection from, Frame frame) {
    FrameHeader header = frame.header();
    if (history.contains(header.id())) {
      counters.duplicates.increment();
      return;
    }
    if (!isRecent(header.timestampMs(), System.currentTimeMillis())) {
      counters.droppedIn.increment();
      return;
    }
    Gossip gossip = verified(frame);
    Address origin = gossip.origin().address();
    NetworkMessage message = message(header, origin, gossip.content());
    if (!history.add(message)) return;
    passOn(frame, local.config().topics().of(header.topic()), origin, from.address);
    handler.dispatch(message);
  }

  private Gossip verified(Frame frame) {
    Gossip gossip;
    try {
      gossip = Gossip.decode(frame.payload());
    } catch (CodecException e) {
      throw new FrameException(CloseCode.BAD_FRAME, "gossip: " + e.getMessage());
    }
    if (!gossip.isGenuine(frame.header(), local.chainId()))
      throw new FrameException(
          CloseCode.FORGED_GOSSIP,
          "'" + frame.header().topic() + "' in the name of " + gossip.origin().address());
    return gossip;
  }

  private static boolean isRecent(long timestampMs, long nowMs) {
    return timestampMs > nowMs - MAX_AGE.toMillis() && timestampMs < nowMs + MAX_SKEW.toMillis();
  }

  private void passOn(Frame frame, TrafficClass traffic, Address... except) {
    OutgoingFrame outgoing = OutgoingFrame.of(frame, traffic);
    for (PeerConnection peer : table.all()) {
      boolean excluded = false;
      for (Address each : except) excluded |= peer.address.equals(each);
      if (!excluded && !peer.send(outgoing)) counters.droppedOut.increment();
    }
  }

  private static NetworkMessage message(FrameHeader header, Address origin, byte[] content) {
    return new NetworkMessage(
        header.topic(), content, header.timestampMs(), origin, header.id(), header.priority());
  }
}
