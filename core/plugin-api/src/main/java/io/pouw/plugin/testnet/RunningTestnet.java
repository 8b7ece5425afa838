package io.pouw.plugin.testnet;

/**
 * Real nodes that run, and clients that send them transactions, since {@link TestnetHost#start}.
 */
public interface RunningTestnet extends AutoCloseable {
  /**
   * What was counted from the moment when all nodes were up until now. Uptime is sampled here, so
   * call it about every second.
   */
  TestnetCounts counts();

  /** The greatest final height of any node. */
  long height();

  /** Stops clients and nodes and deletes what they stored. Blocks until that is done. */
  @Override
  void close();
}
