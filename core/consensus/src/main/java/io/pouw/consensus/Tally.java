package io.pouw.consensus;

import io.pouw.primitives.Hash;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The votes of one kind in one view: the first of every validator, its signature verified. */
final class Tally {
  private final ValidatorSet validators;
  private final Map<Integer, Vote> votes = new TreeMap<>();
  private final Map<Hash, Long> stakes = new TreeMap<>();

  Tally(ValidatorSet validators) {
    this.validators = validators;
  }

  Optional<Vote> of(int validator) {
    return Optional.ofNullable(votes.get(validator));
  }

  /** Counts the first vote of its voter; the certificate, if that makes the quorum. */
  Optional<Certificate> add(Vote vote) {
    if (votes.putIfAbsent(vote.validator(), vote) != null)
      throw new IllegalStateException("a second " + vote);
    long stake = stakes.merge(vote.blockId(), validators.get(vote.validator()).stake(), Long::sum);
    return stake < validators.quorum() ? Optional.empty() : Optional.of(certify(vote));
  }

  private Certificate certify(Vote last) {
    return new Certificate(
        last.kind(),
        last.view(),
        last.blockId(),
        votes.values().stream()
            .filter(vote -> vote.blockId().equals(last.blockId()))
            .map(vote -> new Certificate.IndexedSignature(vote.validator(), vote.signature()))
            .toList());
  }
}
