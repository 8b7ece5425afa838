package io.pouw.consensus;

import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What this validator has voted above the last final view, before and after a restart, and the
 * rules that make it honest: one notarize vote in a view; never a notarize vote after giving the
 * view up; never both finalize and nullify. {@link #cast} refuses to break them whatever the engine
 * asks.
 */
final class OwnVotes {
  private final Hash chainId;
  private final VoteSigner signer;
  private final int self;
  private final NavigableMap<Long, Map<VoteKind, VoteRecord>> views = new TreeMap<>();
  private long silentUpTo;

  OwnVotes(Hash chainId, VoteSigner signer, int self) {
    this.chainId = chainId;
    this.signer = signer;
    this.self = self;
  }

  /**
   * Takes over the votes of an earlier run in this epoch. Those of a former one are done with;
   * those of a later one, cast before the chain's end was lost in a crash, wait on disk for theirs.
   */
  void restore(Recovered recovered, ConsensusSettings settings) {
    boolean highestIsThere = false;
    for (VoteRecord record : recovered.ownVotesAbove()) {
      Vote vote = record.vote();
      highestIsThere |= vote.view() >= recovered.highestViewVoted();
      if (!settings.epoch().holds(vote.view()) || vote.view() <= recovered.floor()) continue;
      if (vote.validator() != self)
        throw new IllegalArgumentException(
            "the vote records hold " + vote + ", but this node is validator " + self);
      vote.check(settings.chainId(), settings.validators(), settings.verifier())
          .ifPresent(why -> {
            throw new IllegalArgumentException("the vote records hold " + vote + ": " + why);
          });
      remember(record);
    }
    long unknown = highestIsThere ? 0 : recovered.highestViewVoted();
    silentUpTo = Math.max(unknown, recovered.silentUpTo());
  }

  private void remember(VoteRecord record) {
    Vote vote = record.vote();
    var known = views.computeIfAbsent(vote.view(), _ -> new EnumMap<>(VoteKind.class));
    for (VoteRecord earlier : known.values())
      if (earlier.vote().contradicts(vote))
        throw new IllegalArgumentException(
            "the vote records contradict each other: " + earlier.vote() + " and " + vote);
    known.put(vote.kind(), record);
  }

  boolean mayNotarize(long view) {
    return view > silentUpTo && !views.containsKey(view);
  }

  boolean mayNullify(long view) {
    return mayEnd(view);
  }

  boolean mayFinalize(long view) {
    return mayEnd(view);
  }

  private boolean mayEnd(long view) {
    return view > silentUpTo
        && find(VoteKind.NULLIFY, view).isEmpty()
        && find(VoteKind.FINALIZE, view).isEmpty();
  }

  private boolean may(VoteKind kind, long view) {
    return switch (kind) {
      case NOTARIZE -> mayNotarize(view);
      case NULLIFY -> mayNullify(view);
      case FINALIZE -> mayFinalize(view);
    };
  }

  Optional<VoteRecord> find(VoteKind kind, long view) {
    return Optional.ofNullable(views.get(view)).map(known -> known.get(kind));
  }

  /** Signs a vote that the rules allow. */
  VoteRecord cast(
      VoteKind kind,
      long view,
      Hash blockId,
      Optional<byte[]> candidate,
      Optional<Certificate> notarization) {
    if (!may(kind, view))
      throw new IllegalStateException(
          "a " + kind + " vote in view " + view + " would break the rules of an honest validator");
    var signature = signer.sign(Vote.message(chainId, kind, view, blockId));
    var record =
        new VoteRecord(new Vote(kind, view, blockId, self, signature), candidate, notarization);
    remember(record);
    return record;
  }

  /** Signs the vote to notarise a block in a view. */
  VoteRecord castForBlock(long view, Candidate candidate) {
    return cast(
        VoteKind.NOTARIZE,
        view,
        candidate.id(),
        Optional.of(candidate.toBytes()),
        Optional.empty());
  }

  /** In how many views it has voted. */
  int views() {
    return views.size();
  }

  /** All votes, in the order of views. */
  List<VoteRecord> all() {
    return views.values().stream().flatMap(known -> known.values().stream()).toList();
  }

  /** The votes to repeat while a view lasts: its own, and finalize votes of the views before. */
  List<Vote> toRepeat(long view) {
    var votes = new ArrayList<Vote>();
    for (var known : views.headMap(view, false).descendingMap().values()) {
      if (votes.size() >= Limits.MAX_RESENT_VOTES) break;
      VoteRecord finalize = known.get(VoteKind.FINALIZE);
      if (finalize != null) votes.add(finalize.vote());
    }
    var current = views.get(view);
    if (current != null) current.values().forEach(record -> votes.add(record.vote()));
    return votes;
  }

  /** Forgets the votes up to a final view: nothing can be cast there any more. */
  void pruneUpTo(long finalView) {
    views.headMap(finalView, true).clear();
    silentUpTo = Math.max(silentUpTo, finalView);
  }
}
