package io.pouw.plugin.testnet;

import java.util.function.IntConsumer;

/**
 * Starts testnets of real nodes. Whoever can do so is found by {@link java.util.ServiceLoader}, so
 * that {@code pouw testnet run --real} of the simulator and the node need not know each other.
 */
public interface TestnetHost {
  /**
   * Starts the nodes, one after the other, and the clients that send transactions. Blocks the
   * caller until every node has met every other.
   *
   * @param up is told how many nodes run after each start, on the caller's thread
   * @throws Exception if a node cannot be started; then none is left running
   */
  RunningTestnet start(TestnetPlan plan, IntConsumer up) throws Exception;
}
