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
 */
public record Recovered(
    Candidate lastFinalized,
    Optional<Certificate> itsCertificate,
    List<VoteRecord> ownVotesAbove,
    long highestViewVoted) {

  public Recovered {
    ownVotesAbove = List.copyOf(ownVotesAbove);
  }

  /** The view in which the last final block became final; nothing is voted there any more. */
  long floor() {
    return itsCertificate.map(Certificate::view).orElse(lastFinalized.view());
  }

  /** A validator that starts for the first time. */
  public static Recovered genesis(Candidate genesis) {
    return new Recovered(genesis, Optional.empty(), List.of(), genesis.view());
  }
}
