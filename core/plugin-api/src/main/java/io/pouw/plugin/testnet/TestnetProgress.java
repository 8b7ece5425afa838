package io.pouw.plugin.testnet;

import java.time.Duration;

/**
 * How far a testnet is.
 *
 * @param lived how long its nodes have run, of their own time
 * @param whole how long they shall
 * @param height of the last final block
 * @param secondsPassed real seconds since they began
 */
public record TestnetProgress(Duration lived, Duration whole, long height, double secondsPassed) {
  /** Real seconds to go if what is left takes as long as what was; 0 before anything was. */
  public double secondsLeft() {
    double done = (double) lived.toMillis() / whole.toMillis();
    return done == 0 ? 0 : secondsPassed * (1 - done) / done;
  }

  /** How much faster than real time its nodes live. */
  public double speed() {
    return secondsPassed == 0 ? 0 : lived.toMillis() / 1e3 / secondsPassed;
  }
}
