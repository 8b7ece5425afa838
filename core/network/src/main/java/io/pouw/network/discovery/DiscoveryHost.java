package io.pouw.network.discovery;

import io.pouw.network.discovery.Greeting.Refusal;
import java.time.Duration;
import java.util.Optional;

/**
 * What the rules of discovery need of the machine under them. All calls, in both directions, come
 * on one thread.
 */
public interface DiscoveryHost<L> {
  /** Runs something later, in a call of its own even if the delay is zero. */
  void after(Duration delay, Runnable action);

  /** Uniform from 0 to 1. */
  double chance();

  /**
   * Opens a connection, and calls {@link Discovery#begin} with it or {@link Discovery#failed},
   * never before this returns.
   */
  void connect(DialTarget target);

  /** Why the host will have nothing to do with the other side, such as a ban. */
  Optional<Refusal> objection(L link);

  /** A peer is connected that was not. */
  void joined(L link);

  /** A peer is gone. */
  void left(L link, String reason);

  /** A connection was refused; one that there was already is not counted here. */
  void refused(L link, Refusal refusal);

  /** One that was lost is back. */
  void returned();

  /** Something for the log. */
  void note(String what);
}
