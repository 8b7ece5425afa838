package io.pouw.simulation;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.discovery.DialTarget;
import io.pouw.network.discovery.Link;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: what is sent arrives in order at the other end, or not at all once
 * either end is closed or the connection has broken.
 */
final class MeetingLink implements Link<MeetingLink> {
  /** How long a retired connection still brings what is under way. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** When what found the way closed is sent again. */
  private static final long RETRANSMISSION_NANOS = 200_000_000L;

  private final MeetingPlace place;
  final MeetingNode owner;
  final int ownerLife;
  final MeetingNode peer;
  private final @Nullable DialTarget target;
  private final long opened;
  private final long latency;
  private final Deque<Consumer<MeetingLink>> underWay = new ArrayDeque<>();
  private @Nullable MeetingLink other;
  private @Nullable Hello hello;
  private boolean closing;
  private boolean gone;
  private long heardAt;

  MeetingLink(
      MeetingPlace place,
      MeetingNode owner,
      MeetingNode peer,
      @Nullable DialTarget target,
      long latency) {
    this.place = place;
    this.owner = owner;
    this.ownerLife = owner.life();
    this.peer = peer;
    this.target = target;
    this.opened = place.time.nanos();
    this.heardAt = opened;
    this.latency = latency;
  }

  /** Makes two ends one connection. */
  static void join(MeetingLink one, MeetingLink another) {
    one.other = another;
    another.other = one;
  }

  Optional<MeetingLink> otherEnd() {
    return Optional.ofNullable(other);
  }

  @Override
  public Address address() {
    return peer.address();
  }

  @Override
  public Optional<DialTarget> dialled() {
    return Optional.ofNullable(target);
  }

  @Override
  public Optional<Hello> hello() {
    return Optional.ofNullable(hello);
  }

  @Override
  public PeerEndpoint endpoint() {
    return hello().map(its -> new PeerEndpoint(its.host(), its.port())).orElseThrow();
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  @Override
  public Duration age() {
    return Duration.ofNanos(place.time.nanos() - opened);
  }

  @Override
  public void open() {
    // What comes in is read from the beginning.
  }

  @Override
  public void greet(byte[] own) {
    send(end -> end.owner.greetedOver(end, own));
  }

  @Override
  public void tell(byte[] peers) {
    byte[] told = owner.tells(peers);
    send(end -> end.owner.toldOver(end, told));
  }

  private void send(Consumer<MeetingLink> arrives) {
    if (closing) return;
    underWay.addLast(arrives);
    place.time.schedule(latency, this::deliver);
  }

  /** Each call brings what has been under way for the longest, so that waiting keeps the order. */
  private void deliver() {
    MeetingLink end = other;
    if (end == null || !end.hears()) return;
    if (!place.roads.isOpen(owner.index, peer.index)) {
      place.time.schedule(RETRANSMISSION_NANOS, this::deliver);
      return;
    }
    Consumer<MeetingLink> arrives = underWay.pollFirst();
    if (arrives != null) arrives.accept(end);
  }

  /** The other end's ping has come, or it has not come for too long. */
  void listen() {
    MeetingLink end = other;
    boolean alive = end != null && !end.gone && end.owner.life() == end.ownerLife;
    if (alive && place.isOpenBothWays(owner.index, peer.index)) heardAt = place.time.nanos();
    else if (place.time.nanos() - heardAt > place.silence().toNanos()) ends("nothing was heard");
  }

  private boolean hears() {
    return !closing && !gone && owner.life() == ownerLife;
  }

  @Override
  public void greeted(Hello remote) {
    hello = remote;
  }

  @Override
  public void close(CloseCode code, String detail) {
    if (closing) return;
    closing = true;
    String reason = code.reason(detail);
    place.time.schedule(latency, () -> tellEnd(reason));
    place.time.schedule(2 * latency, () -> ends(reason));
  }

  /** Where that does not arrive, the other end notices that nothing is heard. */
  private void tellEnd(String reason) {
    MeetingLink end = other;
    if (end != null && place.roads.isOpen(owner.index, peer.index)) end.ends("it said: " + reason);
  }

  @Override
  public void retire(MeetingLink successor) {
    place.time.schedule(GRACE, () -> close(CloseCode.DUPLICATE, "the other one is kept"));
  }

  /** The connection breaks; this end notices after a time. */
  void breaksAfter(Duration notice) {
    place.time.schedule(notice, () -> ends("the connection broke"));
  }

  private void ends(String reason) {
    if (gone) return;
    closing = true;
    gone = true;
    if (owner.life() == ownerLife) owner.closed(this, reason);
  }
}
