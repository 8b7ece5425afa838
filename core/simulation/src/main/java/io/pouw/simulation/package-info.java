/**
 * Whole networks on virtual time: the production state machines with their real codecs, a network
 * and disks that misbehave, adversaries, and invariants that are checked after every event. A run
 * is a function of its seed.
 *
 * <p>{@link io.pouw.simulation.VirtualTime} and {@link io.pouw.simulation.SplitMix64} know nothing
 * of consensus and host any machine; {@link io.pouw.simulation.Simulation} is the network of
 * validators and followers, {@link io.pouw.simulation.Scenario} what it goes through, {@link
 * io.pouw.simulation.Swarm} many of them, {@link io.pouw.simulation.Testnet} a long calm one.
 */
@NullMarked
package io.pouw.simulation;

import org.jspecify.annotations.NullMarked;
