package io.pouw.consensus;

import io.pouw.consensus.ConsensusEffect.CancelTimer;
import java.time.Duration;

/**
 * How long this validator waits in a view. Each view that ran out of time doubles the patience for
 * the next up to a cap, so that rounds get long enough for any network and never longer than the
 * cap; a timely one sets it back. While there is nothing to order, the leader may take the
 * heartbeat interval on top of that; as soon as there is, the view has its ordinary time from then
 * on.
 */
final class Pacemaker {
  private final ConsensusSettings settings;
  private final Outbox out;
  private long view;
  private long slowViews;
  private boolean workWaits;
  private boolean idle;

  Pacemaker(ConsensusSettings settings, Outbox out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * A view begins.
   *
   * @param timely whether the one before ended well: a late notarization counts as slow, or
   *     timeouts shorter than the network's latency would go on for ever
   */
  void enter(long next, boolean timely) {
    if (view > 0) out.add(new CancelTimer(new Timer.View(view)));
    slowViews = timely ? 0 : slowViews + 1;
    view = next;
    idle = !workWaits;
    Duration patience = settings.timeoutAfter(slowViews);
    out.set(new Timer.View(next), idle ? patience.plus(settings.heartbeat()) : patience);
  }

  /** The host has something to order, or no longer. */
  void work(boolean waits) {
    workWaits = waits;
    if (view == 0 || !waits || !idle || settings.heartbeat().isZero()) return;
    idle = false;
    out.set(new Timer.View(view), settings.timeoutAfter(slowViews));
  }

  void stop() {
    out.add(new CancelTimer(new Timer.View(view)));
  }
}
