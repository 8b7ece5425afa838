package io.pouw.plugin.testnet;

import java.time.Duration;

/**
 * The testnet that is wanted.
 *
 * @param nodes validators, 1 to {@value #MOST_NODES}
 * @param duration how long it runs, of the time that its nodes live in
 * @param stakePerNode in PAI, at least {@value #LEAST_STAKE}
 */
public record TestnetPlan(int nodes, Duration duration, long stakePerNode) {
  /** What a validator has to bond, in PAI. */
  public static final long LEAST_STAKE = 1_000;

  /** More than this no testnet has. */
  public static final int MOST_NODES = 1_024;

  /** So that all of them together stay within an amount's range. */
  private static final long MOST_STAKE = 1_000_000;

  /**
   * A plan that can be carried out.
   *
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  public TestnetPlan {
    if (stakePerNode < LEAST_STAKE)
      throw new IllegalArgumentException(
          "Insufficient stake: --stake %d, expected at least %d PAI"
              .formatted(stakePerNode, LEAST_STAKE));
    if (stakePerNode > MOST_STAKE)
      throw new IllegalArgumentException(
          "--stake %d: expected at most %d PAI".formatted(stakePerNode, MOST_STAKE));
    if (nodes < 1 || nodes > MOST_NODES)
      throw new IllegalArgumentException(
          "--nodes %d: expected 1 to %d".formatted(nodes, MOST_NODES));
    if (!duration.isPositive())
      throw new IllegalArgumentException("--duration " + duration + ": expected some time");
  }
}
