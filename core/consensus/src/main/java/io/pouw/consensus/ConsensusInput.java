package io.pouw.consensus;

import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.Optional;

/** Everything that can happen to a {@link SimplexEngine}. */
public sealed interface ConsensusInput {
  /** The host is ready to execute effects. The first input, once. */
  record Started() implements ConsensusInput {}

  /** A message came from an authenticated peer, a validator or not. */
  record MessageReceived(PublicKey from, ConsensusMessage message) implements ConsensusInput {}

  /** Answers {@link ConsensusEffect.BuildCandidate}; ignored if its view is over. */
  record CandidateBuilt(long view, Candidate candidate) implements ConsensusInput {}

  /** Answers {@link ConsensusEffect.ValidateCandidate}: why the block is invalid, or nothing. */
  record CandidateValidated(Hash id, Optional<String> reasonInvalid) implements ConsensusInput {}

  /**
   * There is something to order now, or no longer. A host that never says so has leaders that wait
   * for the heartbeat at most.
   */
  record WorkWaiting(boolean waits) implements ConsensusInput {}

  record TimerFired(Timer timer) implements ConsensusInput {}
}
