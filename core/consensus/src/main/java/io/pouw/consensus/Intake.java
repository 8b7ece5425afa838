package io.pouw.consensus;

import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Optional;

/** Takes in votes and certificates: nothing counts before its signatures are verified, once. */
final class Intake {
  private final ConsensusSettings settings;
  private final VoteBook book;
  private final Outbox out;

  Intake(ConsensusSettings settings, VoteBook book, Outbox out) {
    this.settings = settings;
    this.book = book;
    this.out = out;
  }

  /**
   * Counts a vote of a view above the floor.
   *
   * @return whether the vote holds and contradicts none that was counted before
   */
  boolean receive(Vote vote, PublicKey from) {
    ViewState state = book.at(vote.view());
    Optional<Vote> counted = state.tally(vote.kind()).of(vote.validator());
    if (counted.filter(known -> known.blockId().equals(vote.blockId())).isPresent()) return true;
    if (state
        .certificate(vote.kind())
        .filter(proof -> proof.blockId().equals(vote.blockId()))
        .isPresent()) return true;
    Optional<String> problem = checkVote(vote);
    if (problem.isPresent()) {
      out.reject(Outbox.Rejected.VOTE, from, vote + ": " + problem.get());
      return false;
    }
    if (counted.isPresent()) {
      out.reportEquivocation(new Equivocation(counted.get(), vote));
      return false;
    }
    reportContradiction(vote, state);
    count(vote);
    return true;
  }

  private Optional<String> checkVote(Vote vote) {
    return vote.check(settings.chainId(), settings.validators(), settings.verifier());
  }

  /** Finalize and nullify votes of one validator are both counted: a quorum may rest on either. */
  private void reportContradiction(Vote vote, ViewState state) {
    if (vote.kind() == VoteKind.NOTARIZE) return;
    VoteKind opposite = vote.kind() == VoteKind.NULLIFY ? VoteKind.FINALIZE : VoteKind.NULLIFY;
    state
        .tally(opposite)
        .of(vote.validator())
        .ifPresent(known -> out.reportEquivocation(new Equivocation(known, vote)));
  }

  /** Counts a vote that was verified, or made here. */
  void count(Vote vote) {
    ViewState state = book.at(vote.view());
    Tally tally = state.tally(vote.kind());
    if (tally.of(vote.validator()).isPresent()) return;
    Optional<Certificate> formed = tally.add(vote);
    if (formed.isEmpty() || state.certificate(vote.kind()).isPresent()) return;
    state.put(formed.get());
    // Whoever misses a nullification is stuck, and no proposal need ever bring it.
    if (vote.kind() == VoteKind.NULLIFY)
      out.broadcast(new CertificateMessage(List.of(formed.get())));
  }

  /** Takes a certificate of a view above the floor, if it is new and holds. */
  void receive(Certificate certificate, PublicKey from) {
    Optional<Certificate> known = book.certificate(certificate.kind(), certificate.view());
    if (known.filter(same -> same.blockId().equals(certificate.blockId())).isPresent()) return;
    Optional<String> problem =
        certificate.check(
            settings.chainId(), settings.validators(), settings.verifier(), this::isVerified);
    if (problem.isPresent())
      out.reject(Outbox.Rejected.CERTIFICATE, from, certificate + ": " + problem.get());
    else if (known.isPresent())
      out.report(
          known.get()
              + " and "
              + certificate
              + " both hold: more than a third of the stake is faulty");
    else book.put(certificate);
  }

  /** Whether this very signature was verified, when its vote came or in a certificate. */
  boolean isVerified(Vote vote) {
    return book.find(vote.view()).filter(state -> isIn(state, vote)).isPresent();
  }

  private static boolean isIn(ViewState state, Vote vote) {
    return state.tally(vote.kind()).of(vote.validator()).filter(vote::equals).isPresent()
        || state.certificate(vote.kind()).filter(proof -> proof.holds(vote)).isPresent();
  }
}
