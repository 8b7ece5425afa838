package io.pouw.consensus;

import io.pouw.primitives.Hash;
import java.time.Duration;

/**
 * What all validators of a chain agree on in an epoch, and this one's patience.
 *
 * @param chainId stands in every signature
 * @param epoch who votes, who proposes, and up to which height
 * @param heartbeat how long a leader that has nothing to order may keep its block back, on top of
 *     the view's timeout; zero if leaders never do
 * @param baseTimeout how long a view may last after progress while there is something to order;
 *     more than three network delays and the time to execute a block
 * @param maxTimeout cap of the timeout, which doubles with every view that ran out of time
 * @param resendInterval how often a validator that makes no progress repeats what it has said
 * @param verifier how signatures are verified
 */
public record ConsensusSettings(
    Hash chainId,
    Epoch epoch,
    Duration heartbeat,
    Duration baseTimeout,
    Duration maxTimeout,
    Duration resendInterval,
    VoteVerifier verifier) {

  public ConsensusSettings {
    if (!baseTimeout.isPositive() || maxTimeout.compareTo(baseTimeout) < 0)
      throw new IllegalArgumentException(
          "view timeout " + baseTimeout + " to " + maxTimeout + ": expected 0 < base <= max");
    if (heartbeat.isNegative())
      throw new IllegalArgumentException("heartbeat " + heartbeat + ": expected none below zero");
    if (!resendInterval.isPositive())
      throw new IllegalArgumentException(
          "resend interval " + resendInterval + ": expected a positive duration");
  }

  /**
   * Validators that never change, with timeouts for a network of ordinary latency: 3 s up to 12 s,
   * repeating every 500 ms.
   */
  public static ConsensusSettings standard(Hash chainId, ValidatorSet validators) {
    return new ConsensusSettings(
        chainId,
        Epoch.endless(validators, chainId),
        Duration.ZERO,
        Duration.ofSeconds(3),
        Duration.ofSeconds(12),
        Duration.ofMillis(500),
        VoteVerifier.ED25519);
  }

  /** The same for another epoch. */
  public ConsensusSettings in(Epoch other) {
    return new ConsensusSettings(
        chainId, other, heartbeat, baseTimeout, maxTimeout, resendInterval, verifier);
  }

  public ValidatorSet validators() {
    return epoch.validators();
  }

  public LeaderSchedule leaders() {
    return epoch.leaders();
  }

  /** How long a view lasts that follows so many that ran out of time. */
  Duration timeoutAfter(long slowViews) {
    Duration timeout = baseTimeout;
    for (long i = 0; i < slowViews && timeout.compareTo(maxTimeout) < 0; i++)
      timeout = timeout.multipliedBy(2);
    return timeout.compareTo(maxTimeout) < 0 ? timeout : maxTimeout;
  }
}
