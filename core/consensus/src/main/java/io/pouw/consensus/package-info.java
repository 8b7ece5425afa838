/**
 * Finality by Simplex (B. Chan and R. Pass, "Simplex Consensus: A Simple and Fast Consensus
 * Protocol", TCC 2023), weighted by stake, as a pure state machine.
 *
 * <p>Read in this order: {@link io.pouw.consensus.Vote}, {@link io.pouw.consensus.Certificate},
 * {@link io.pouw.consensus.ConsensusMessage}, {@link io.pouw.consensus.ConsensusInput}, {@link
 * io.pouw.consensus.ConsensusEffect}, {@link io.pouw.consensus.SimplexEngine}.
 */
@NullMarked
package io.pouw.consensus;

import org.jspecify.annotations.NullMarked;
