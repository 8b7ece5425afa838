package io.pouw.security;

/**
 * What a message is for, most urgent first. It decides who is sent first when a link is busy, and
 * which rate limit a message counts against.
 */
public enum TrafficClass {
  /** The transport's own frames: greetings, pings, peer exchange. */
  CONTROL(10),
  /** Proposals and votes: a late one costs the whole network a view. */
  CONSENSUS(8),
  /** Transactions, blocks, orders of a round, and what nobody classified. */
  NORMAL(5),
  /** Updates, states and blobs: large, and nobody waits for a single one. */
  BULK(1);

  private final int priority;

  TrafficClass(int priority) {
    this.priority = priority;
  }

  /** From 1, low, to 10, high: the number that stands in a message. */
  public int priority() {
    return priority;
  }
}
