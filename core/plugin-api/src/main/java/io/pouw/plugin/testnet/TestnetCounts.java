package io.pouw.plugin.testnet;

/**
 * What was counted while a testnet ran.
 *
 * @param seconds that it ran, of its nodes' time
 * @param rounds blocks that became final
 * @param processed transactions of clients that became final
 * @param meanConsensusSeconds from the proposal of a block until it is final, 0 if none was
 * @param nodeFailures how often a node stopped
 * @param viewChanges views that ended without a block
 * @param uptimePercent the share of all nodes' time in which they ran
 * @param equivocations that were proved
 */
public record TestnetCounts(
    double seconds,
    long rounds,
    long processed,
    double meanConsensusSeconds,
    long nodeFailures,
    long viewChanges,
    double uptimePercent,
    long equivocations) {}
