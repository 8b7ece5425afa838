package io.pouw.node.cluster;

import java.util.function.IntSupplier;

/** Tells the other members twice a second what this one is at. Thread-safe. */
final class Herald {
  private static final long NEWS_MS = 500;

  private final ClusterBus bus;
  private final ClusterSettings settings;
  private final int capacity;
  private final IntSupplier running;
  private volatile Stage stage = new Stage(MemberState.STARTING, 0, System.currentTimeMillis());

  private record Stage(MemberState state, long token, long sinceMs) {}

  /**
   * Begins to tell.
   *
   * @param capacity units at once, 0 for a member that takes none
   * @param running units that it works on
   */
  Herald(ClusterBus bus, ClusterSettings settings, int capacity, IntSupplier running) {
    this.bus = bus;
    this.settings = settings;
    this.capacity = capacity;
    this.running = running;
    bus.vertx()
        .getOrCreateContext()
        .runOnContext(now -> bus.vertx().setPeriodic(0, NEWS_MS, tick -> tell()));
  }

  /** The member is at something else from now on, which the others hear at once. */
  void become(MemberState state) {
    become(state, 0);
  }

  /** The member signs from now on, with this token. */
  void sign(long token) {
    become(MemberState.SIGNS, token);
  }

  private void become(MemberState state, long token) {
    stage = new Stage(state, token, System.currentTimeMillis());
    tell();
  }

  /** What it tells now. */
  MemberNews news() {
    Stage now = stage;
    return new MemberNews(
        bus.memberId(),
        settings.name(),
        bus.address(),
        settings.kind(),
        now.state(),
        now.token(),
        now.sinceMs(),
        capacity,
        running.getAsInt());
  }

  private void tell() {
    bus.publish(Wire.NEWS, news().toBytes());
  }
}
