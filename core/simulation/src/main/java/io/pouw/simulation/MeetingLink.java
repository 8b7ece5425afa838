package io.pouw.simulation;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.discovery.DialTarget;
import io.pouw.network.discovery.Link;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import java.time.Duration;
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

  final MeetingNode owner;
  final int ownerLife;
  final MeetingNode peer;
  private final @Nullable DialTarget target;
  private final VirtualTime time;
  private final long opened;
  private final long latency;
  private @Nullable MeetingLink other;
  private @Nullable Hello hello;
  private boolean closing;
  private boolean gone;

  MeetingLink(
      MeetingNode owner,
      MeetingNode peer,
      @Nullable DialTarget target,
      VirtualTime time,
      long latency) {
    this.owner = owner;
    this.ownerLife = owner.life();
    this.peer = peer;
    this.target = target;
    this.time = time;
    this.opened = time.nanos();
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
    return Duration.ofNanos(time.nanos() - opened);
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
    byte[] told = owner.isLiar() ? owner.lies() : peers;
    send(end -> end.owner.toldOver(end, told));
  }

  private void send(Consumer<MeetingLink> arrives) {
    if (closing) return;
    time.schedule(
        latency,
        () -> {
          MeetingLink end = other;
          if (end != null && end.hears()) arrives.accept(end);
        });
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
    time.schedule(latency, () -> otherEnd().ifPresent(end -> end.ends("it said: " + reason)));
    time.schedule(2 * latency, () -> ends(reason));
  }

  @Override
  public void retire(MeetingLink successor) {
    time.schedule(GRACE, () -> close(CloseCode.DUPLICATE, "the other one is kept"));
  }

  /** The connection breaks; this end notices after a time. */
  void breaksAfter(Duration notice) {
    time.schedule(notice, () -> ends("the connection broke"));
  }

  private void ends(String reason) {
    if (gone) return;
    closing = true;
    gone = true;
    if (owner.life() == ownerLife) owner.closed(this, reason);
  }
}
