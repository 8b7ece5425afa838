package io.pouw.consensus;

import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Votes and certificates of the views above the last final one. Certificates in it hold: whoever
 * puts them has checked them.
 */
final class VoteBook {
  private final ValidatorSet validators;
  private final NavigableMap<Long, ViewState> views = new TreeMap<>();
  private long floor;

  VoteBook(ValidatorSet validators, long floor) {
    this.validators = validators;
    this.floor = floor;
  }

  /** The view of the last final block. */
  long floor() {
    return floor;
  }

  /** The state of a view above the floor, made on first use. */
  ViewState at(long view) {
    if (view <= floor) throw new IllegalStateException("view " + view + " is final");
    return views.computeIfAbsent(view, _ -> new ViewState(validators));
  }

  Optional<ViewState> find(long view) {
    return Optional.ofNullable(views.get(view));
  }

  void put(Certificate certificate) {
    at(certificate.view()).put(certificate);
  }

  Optional<Certificate> certificate(VoteKind kind, long view) {
    return find(view).flatMap(state -> state.certificate(kind));
  }

  boolean nullified(long view) {
    ViewState state = views.get(view);
    return state != null && state.has(VoteKind.NULLIFY);
  }

  /** The proof that a block was notarised in its view. */
  Optional<Certificate> certified(long view) {
    return find(view).flatMap(ViewState::certified);
  }

  boolean certifies(long view, Hash id) {
    return certified(view).filter(proof -> proof.blockId().equals(id)).isPresent();
  }

  /** The notarization or finalization of the highest view that has one. */
  Optional<Certificate> highestCertified() {
    for (ViewState state : views.descendingMap().values())
      if (state.isCertified()) return state.certified();
    return Optional.empty();
  }

  Optional<Certificate> highestFinalization() {
    for (ViewState state : views.descendingMap().values())
      if (state.has(VoteKind.FINALIZE)) return state.certificate(VoteKind.FINALIZE);
    return Optional.empty();
  }

  /**
   * The highest view under this one whose block a leader of this view may extend, the floor
   * included; nothing if a nullification in between is not known.
   */
  Optional<Long> parentView(long view) {
    for (long below = view - 1; below > floor; below--) {
      if (certified(below).isPresent()) return Optional.of(below);
      if (!nullified(below)) return Optional.empty();
    }
    return Optional.of(floor);
  }

  /** The nullifications of the views strictly between, from the newest down, at most so many. */
  List<Certificate> newestNullifications(long parentView, long view, int max) {
    var found = new ArrayList<Certificate>();
    for (long between = view - 1; between > parentView && found.size() < max; between--)
      certificate(VoteKind.NULLIFY, between).ifPresent(found::add);
    return found;
  }

  /** The nullifications of the views from one on, in order, at most so many. */
  List<Certificate> nullificationsFrom(long fromView, int max) {
    return views.tailMap(fromView, true).values().stream()
        .flatMap(state -> state.certificate(VoteKind.NULLIFY).stream())
        .limit(max)
        .toList();
  }

  long viewsWithVotes() {
    return views.values().stream().filter(ViewState::hasVotes).count();
  }

  long certifiedViews() {
    return views.values().stream().filter(ViewState::isCertified).count();
  }

  /** Forgets everything up to the view of a new final block. */
  void raiseFloor(long finalView) {
    floor = finalView;
    views.headMap(finalView, true).clear();
  }

  /**
   * Forgets votes and proposals of views below this one.
   *
   * @return the proposals that came to nothing
   */
  List<Hash> compactBelow(long view) {
    var abandoned = new ArrayList<Hash>();
    for (var entry : views.headMap(view, false).entrySet()) {
      ViewState state = entry.getValue();
      if (state.certified().isEmpty()) state.proposal().ifPresent(abandoned::add);
      state.compact();
    }
    return abandoned;
  }
}
