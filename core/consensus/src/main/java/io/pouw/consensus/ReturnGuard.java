package io.pouw.consensus;

import io.pouw.primitives.PublicKey;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides when a validator whose record of own votes may be older than what its key has signed, a
 * restored backup, may vote again, and from which view on. Until then its engine runs mute, made
 * from {@link Recovered#mute}: it takes part in nothing but follows every view. Pure.
 *
 * <p>Let V be the highest view that the key may have voted in. To be in V takes a certificate of V
 * - 1, for which a quorum voted in V - 1. Suppose that less than a third of the stake is faulty,
 * those not heard from counted in, and that the returning validator itself has less than a third.
 * If those heard from and the returning one make a quorum, then some honest one of those heard from
 * voted in V - 1. It has the certificate of V - 2 that brought it there, and repeats it while it
 * stays (an honest validator that is stuck sends its newest certificates at every resend interval).
 * After listening for several of those intervals the mute engine therefore is in view V - 1 at
 * least, whatever others claim: it moves by certificates alone. So {@value #MARGIN} views above its
 * own no vote of the past is left to contradict.
 *
 * <p>Like a faulty one, a returning validator is silent in the views up to there, which the others
 * have to end without it. One without whom they have no quorum therefore does not come back by
 * itself, unless it is the only one of its chain: whose votes make a block final at once and go to
 * nobody else, so that what its followers have is all that it said, and listening is enough.
 */
public final class ReturnGuard {
  private static final long MARGIN = 3;

  /** So many resend intervals are listened to at least: a lost message is repeated meanwhile. */
  private static final int LISTENED_INTERVALS = 16;

  private final ValidatorSet validators;
  private final long epoch;
  private final Set<Integer> heard = new TreeSet<>();
  private final int self;
  private int intervals;

  /**
   * A guard that has heard nobody yet.
   *
   * @throws IllegalArgumentException if the key is none of the epoch's validators'
   */
  public ReturnGuard(Epoch epoch, PublicKey key) {
    this.validators = epoch.validators();
    this.epoch = epoch.number();
    this.self =
        validators
            .indexOf(key)
            .orElseThrow(() -> new IllegalArgumentException(key + " is no validator"));
  }

  /** Sees an input before the mute engine does. */
  public void observe(ConsensusInput input) {
    switch (input) {
      case ConsensusInput.MessageReceived(PublicKey from, ConsensusMessage message) -> {
        if (speaksOfThisEpoch(message)) validators.indexOf(from).ifPresent(heard::add);
      }
      case ConsensusInput.TimerFired(Timer.Resend()) -> intervals++;
      case ConsensusInput.Started _,
          ConsensusInput.CandidateBuilt _,
          ConsensusInput.CandidateValidated _,
          ConsensusInput.WorkWaiting _,
          ConsensusInput.TimerFired _ -> {}
    }
  }

  private boolean speaksOfThisEpoch(ConsensusMessage message) {
    return switch (message) {
      case VoteMessage(Vote vote) -> Epoch.ofView(vote.view()) == epoch;
      case ProposalMessage proposal -> Epoch.ofView(proposal.leaderVote().view()) == epoch;
      case CertificateMessage _,
          BlockRequest _,
          BlocksMessage _,
          FinalizedChain _,
          RejectMessage _ ->
          false;
    };
  }

  /**
   * The view up to which the validator has to be silent for ever, once that is known. Write it down
   * durably, then make an engine that has it as {@link Recovered#silentUpTo}, now and ever after.
   *
   * @param view that the mute engine is in
   */
  public OptionalLong release(long view) {
    boolean quorum = heardStake() + validators.get(self).stake() >= validators.quorum();
    if (intervals < LISTENED_INTERVALS || !quorum) return OptionalLong.empty();
    return OptionalLong.of(validators.size() == 1 ? view - 1 : view + MARGIN);
  }

  private long heardStake() {
    return heard.stream()
        .filter(index -> index != self)
        .mapToLong(index -> validators.get(index).stake())
        .sum();
  }
}
