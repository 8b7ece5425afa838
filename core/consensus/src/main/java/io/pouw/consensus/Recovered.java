package io.pouw.consensus;

import java.util.List;
import java.util.Optional;

/**
 * What a validator finds on its disk when it starts.
 *
 * @param lastFinalized the highest final block that is durable; genesis at first
 * @param itsCertificate its finalization, absent for genesis alone
 * @param ownVotesAbove every vote recorded in views above {@code lastFinalized.view()}; all of
 *     them, since a vote that is missing here may be contradicted
 * @param highestViewVoted the highest view in which this validator may have voted. Where it is
 *     above every recorded vote (a restored backup), the validator does not vote up to and
 *     including it
 */
public record Recovered(
    Candidate lastFinalized,
    Optional<Certificate> itsCertificate,
    List<VoteRecord> ownVotesAbove,
    long highestViewVoted) {

  public Recovered {
    ownVotesAbove = List.copyOf(ownVotesAbove);
    if (itsCertificate.isEmpty() && lastFinalized.height() > 0)
      throw new IllegalArgumentException(
          "the finalized block of height "
              + lastFinalized.height()
              + " comes without its certificate");
  }

  /** A validator that starts for the first time. */
  public static Recovered genesis(Candidate genesis) {
    return new Recovered(genesis, Optional.empty(), List.of(), genesis.view());
  }
}
