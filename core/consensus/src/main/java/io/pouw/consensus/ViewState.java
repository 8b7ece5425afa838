package io.pouw.consensus;

import io.pouw.primitives.Hash;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What is known of one view: votes, certificates, the leader's first proposal. */
final class ViewState {
  private final ValidatorSet validators;
  private final Map<VoteKind, Tally> tallies = new EnumMap<>(VoteKind.class);
  private final Map<VoteKind, Certificate> certificates = new EnumMap<>(VoteKind.class);
  private Optional<Hash> proposal = Optional.empty();
  private boolean buildRequested;

  ViewState(ValidatorSet validators) {
    this.validators = validators;
  }

  Tally tally(VoteKind kind) {
    Tally known = tallies.get(kind);
    return known != null ? known : tallies.computeIfAbsent(kind, _ -> new Tally(validators));
  }

  boolean has(VoteKind kind) {
    return certificates.containsKey(kind);
  }

  boolean isCertified() {
    return has(VoteKind.NOTARIZE) || has(VoteKind.FINALIZE);
  }

  Optional<Certificate> certificate(VoteKind kind) {
    return Optional.ofNullable(certificates.get(kind));
  }

  void put(Certificate certificate) {
    certificates.putIfAbsent(certificate.kind(), certificate);
  }

  /** The proof that the block of this view is notarised: a finalization proves that, too. */
  Optional<Certificate> certified() {
    return certificate(VoteKind.NOTARIZE).or(() -> certificate(VoteKind.FINALIZE));
  }

  Optional<Hash> proposal() {
    return proposal;
  }

  void propose(Hash id) {
    proposal = Optional.of(id);
  }

  boolean buildRequested() {
    return buildRequested;
  }

  void requestBuild() {
    buildRequested = true;
  }

  boolean hasVotes() {
    return !tallies.isEmpty();
  }

  /** Keeps the certificates alone. */
  void compact() {
    tallies.clear();
    proposal = Optional.empty();
  }
}
