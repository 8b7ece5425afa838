package io.pouw.simulation;

import java.time.Duration;

/**
 * What a run came to.
 *
 * @param seed of the scenario
 * @param finalizedHeight greatest final height
 * @param viewChanges views that ended by a nullification, as the running validator counts that saw
 *     most since its last start
 * @param equivocations proofs of misbehaviour, as the running validator holds that has most
 * @param transactions good transactions of clients that became final
 * @param stops how often nodes crashed or had to stop
 * @param virtualTime how long the run lasted for its nodes
 * @param events how many events it had
 */
public record SimulationReport(
    long seed,
    long finalizedHeight,
    long viewChanges,
    int equivocations,
    long transactions,
    long stops,
    Duration virtualTime,
    long events) {}
