package io.pouw.consensus;

import java.util.List;
import java.util.Optional;

/**
 * What a validator finds on its disk when it starts.
 *
 * @param lastFinalized the highest final block that is durable; genesis at first
 * @param itsCertificate its finalization; absent for genesis, and where a crash came between the
 *     blocks that one certificate made final
 * @param ownVotesAbove every vote recorded in views above {@code lastFinalized.view()}, of whatever
 *     epoch; all of them, since a vote that is missing here may be contradicted
 * @param highestViewVoted the highest view in which this validator may have voted. Where it is
 *     above every recorded vote (a restored backup), the validator does not vote up to and
 *     including it
 * @param silentUpTo the view up to which this validator has promised to vote no more, whatever
 *     records there are above: its record was once older than what it had signed
 */
public record Recovered(
    Candidate lastFinalized,
    Optional<Certificate> itsCertificate,
    List<VoteRecord> ownVotesAbove,
    long highestViewVoted,
    long silentUpTo) {

  public Recovered {
    ownVotesAbove = List.copyOf(ownVotesAbove);
  }

  /** The same for a validator that votes in no view before a {@link ReturnGuard} has let it. */
  public Recovered mute() {
    return new Recovered(
        lastFinalized, itsCertificate, List.of(), highestViewVoted, Long.MAX_VALUE);
  }

  /** The view in which the last final block became final; nothing is voted there any more. */
  long floor() {
    return itsCertificate.map(Certificate::view).orElse(lastFinalized.view());
  }

  /** What is found by a validator that has made no promise to be silent. */
  public Recovered(
      Candidate lastFinalized,
      Optional<Certificate> itsCertificate,
      List<VoteRecord> ownVotesAbove,
      long highestViewVoted) {
    this(lastFinalized, itsCertificate, ownVotesAbove, highestViewVoted, 0);
  }

  /** A validator that starts for the first time. */
  public static Recovered genesis(Candidate genesis) {
    return new Recovered(genesis, Optional.empty(), List.of(), genesis.view());
  }
}
