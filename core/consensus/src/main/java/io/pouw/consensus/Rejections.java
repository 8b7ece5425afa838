package io.pouw.consensus;

import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who finds which proposal invalid, and why. More than a third of the stake that rejects what was
 * proposed in a view leaves no quorum for it: then the view is worth no more waiting. Less than a
 * third is faulty, so at least one honest validator is among those, and nobody can end an honest
 * leader's view by it.
 */
final class Rejections {
  /** Reasons of blocks that were found invalid here. */
  private static final int MAX_REASONS = 64;

  private static final int MAX_LATEST = 16;

  private final ConsensusSettings settings;
  private final VoteSigner signer;
  private final int self;
  private final Outbox out;
  private final Map<Hash, String> reasons = new LinkedHashMap<>();
  private final NavigableMap<Long, Map<Integer, Rejection>> views = new TreeMap<>();
  private final Deque<Rejection> latest = new ArrayDeque<>();

  Rejections(ConsensusSettings settings, VoteSigner signer, int self, Outbox out) {
    this.settings = settings;
    this.signer = signer;
    this.self = self;
    this.out = out;
  }

  /** Remembers why a block is invalid. */
  void note(Hash id, String reason) {
    if (reasons.size() >= MAX_REASONS) reasons.remove(reasons.keySet().iterator().next());
    reasons.put(id, reason);
  }

  /** Tells all that the proposal of a view is invalid, once, if it was found so. */
  void speak(long view, Hash proposal) {
    String reason = reasons.get(proposal);
    if (reason == null || at(view).containsKey(self)) return;
    var own = Rejection.sign(settings.chainId(), signer, self, view, proposal, reason);
    keep(own);
    out.broadcast(new RejectMessage(own));
  }

  /** Takes another validator's, the first of it in each view that is not too far away. */
  void receive(Rejection rejection, PublicKey from, long ownView) {
    long of = rejection.view();
    if (of < ownView || of > ownView + Limits.PROPOSAL_WINDOW) return;
    if (at(of).containsKey(rejection.validator())) return;
    Optional<String> problem =
        rejection.check(settings.chainId(), settings.validators(), settings.verifier());
    if (problem.isPresent()) {
      out.reject(Outbox.Rejected.REJECTION, from, rejection + ": " + problem.get());
      return;
    }
    keep(rejection);
    out.thinly("rejection", "validator " + rejection.validator() + " refuses: " + rejection);
  }

  private void keep(Rejection rejection) {
    at(rejection.view()).put(rejection.validator(), rejection);
    latest.addLast(rejection);
    if (latest.size() > MAX_LATEST) latest.removeFirst();
  }

  private Map<Integer, Rejection> at(long view) {
    return views.computeIfAbsent(view, _ -> new TreeMap<>());
  }

  /** Whether those who reject the proposal of a view have more than a third of the stake. */
  boolean outweigh(long view) {
    Map<Integer, Rejection> its = views.get(view);
    if (its == null) return false;
    long stake =
        its.keySet().stream().mapToLong(index -> settings.validators().get(index).stake()).sum();
    return stake > settings.validators().totalStake() / 3;
  }

  /** This validator's own of a view, to be repeated. */
  Optional<Rejection> own(long view) {
    return Optional.ofNullable(views.get(view)).map(its -> its.get(self));
  }

  void forgetBelow(long view) {
    views.headMap(view, false).clear();
  }

  /** How many of this view and later ones are kept. */
  int size() {
    return views.values().stream().mapToInt(Map::size).sum();
  }

  /** The newest, for the status page. */
  List<Rejection> latest() {
    return List.copyOf(latest);
  }
}
