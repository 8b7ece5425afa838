package io.pouw.consensus.sync;

import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.TrieEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the state after a recent final block from peers that need not be trusted. Pure, fed from
 * one thread; every input returns what is to be done, in order.
 *
 * <ol>
 *   <li>Every peer is asked for its snapshot. An offer counts if its block is final by the
 *       certificate and its outline has the block's state root; the highest is taken.
 *   <li>With a {@link TrustedCheckpoint}, the headers between it and the block have to link the
 *       two. A block below the checkpoint is then final by its descendant, whoever signed it.
 *   <li>The parts of the state come from all peers that offer this snapshot, and are checked one by
 *       one. A peer that sends a wrong one is not asked again.
 * </ol>
 *
 * <p>Ends with {@link SyncEffect.Complete} or {@link SyncEffect.Failed}; inputs after that do
 * nothing.
 */
public final class StateSync {
  /** How long offers are waited for, again and again. */
  static final Duration GATHER = Duration.ofSeconds(1);

  /** Rounds of waiting for a first peer. */
  static final int MAX_ROUNDS = 15;

  /** Rounds of waiting once a peer has answered and there was no snapshot that could be had. */
  static final int MAX_ROUNDS_HEARD = 3;

  private record Target(SyncRules.Link block, SnapshotOffer offer) {}

  private final SyncRules rules;
  private final Optional<TrustedCheckpoint> trusted;
  private final Set<Address> peers = new TreeSet<>();
  private final Set<Address> banned = new TreeSet<>();
  private final Map<Address, Target> offers = new TreeMap<>();
  private final List<SyncEffect> out = new ArrayList<>();
  private @Nullable Target target;
  private @Nullable HeaderWalk walk;
  private @Nullable Address walkedWith;
  private @Nullable PartHunt hunt;
  private int rounds;
  private boolean heard;
  private String lastTrouble = "no peer was found";
  private boolean ended;

  public StateSync(SyncRules rules, Optional<TrustedCheckpoint> trusted) {
    this.rules = rules;
    this.trusted = trusted;
  }

  /** Begins; peers may be known already. */
  public List<SyncEffect> start() {
    out.add(new SyncEffect.SetTimer(GATHER));
    return drain();
  }

  /** A peer's channel has come up. */
  public List<SyncEffect> connected(Address peer) {
    if (ended || banned.contains(peer) || !peers.add(peer)) return drain();
    out.add(new SyncEffect.Ask(peer, new SyncRequest.Offer()));
    return drain();
  }

  /** A peer is gone. */
  public List<SyncEffect> disconnected(Address peer) {
    if (ended || !peers.remove(peer)) return drain();
    lose(peer, "it went away");
    return drain();
  }

  /** The answer to {@link SyncRequest.Offer}. */
  public List<SyncEffect> offered(Address peer, SnapshotOffer offer) {
    if (ended || banned.contains(peer)) return drain();
    heard = true;
    try {
      SyncRules.Link block = rules.block(offer.block());
      Optional<String> problem = problem(block, offer);
      if (problem.isPresent()) reject(peer, problem.get());
      else take(peer, new Target(block, offer));
    } catch (CodecException e) {
      reject(peer, "its snapshot's block cannot be read: " + e.getMessage());
    }
    return drain();
  }

  private Optional<String> problem(SyncRules.Link block, SnapshotOffer offer) {
    if (!offer.outline().root().equals(block.stateRoot()))
      return Optional.of("its outline is not that of the state of block " + block.height());
    boolean linkedBelow = trusted.filter(known -> known.height() >= block.height()).isPresent();
    return linkedBelow ? Optional.empty() : finality(offer);
  }

  private Optional<String> finality(SnapshotOffer offer) {
    return rules
        .objection(offer.block(), offer.finality(), offer.trust())
        .map(why -> "its snapshot is not final: " + why);
  }

  private void take(Address peer, Target offered) {
    offers.put(peer, offered);
    if (target != null && hunt != null && offered.block().id().equals(target.block().id())) {
      hunt.addHolder(peer);
      out.addAll(hunt.ask());
    }
  }

  /** The timer of {@link SyncEffect.SetTimer} ran out. */
  public List<SyncEffect> timeUp() {
    if (ended || target != null) return drain();
    if (offers.isEmpty()) {
      gatherOr("no peer has a snapshot that holds: ");
    } else begin();
    return drain();
  }

  private void gatherOr(String failure) {
    if (++rounds >= (heard ? MAX_ROUNDS_HEARD : MAX_ROUNDS)) {
      fail(failure + lastTrouble);
      return;
    }
    peers.forEach(peer -> out.add(new SyncEffect.Ask(peer, new SyncRequest.Offer())));
    out.add(new SyncEffect.SetTimer(GATHER));
  }

  private void begin() {
    Target best =
        offers.values().stream()
            .max(
                Comparator.comparingLong((Target each) -> each.block().height())
                    .thenComparing(each -> each.block().id()))
            .orElseThrow();
    target = best;
    walkAnew(best);
  }

  /** From the start: what another peer sent so far may lead nowhere. */
  private void walkAnew(Target wanted) {
    walk = trusted.map(known -> new HeaderWalk(rules, wanted.block(), known)).orElse(null);
    if (walk == null) hunt(wanted);
    else walkOn();
  }

  private List<Address> holders(Target wanted) {
    return offers.entrySet().stream()
        .filter(each -> each.getValue().block().id().equals(wanted.block().id()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void walkOn() {
    if (walk == null || target == null) return;
    List<Address> holders = holders(target);
    if (holders.isEmpty()) {
      startOver();
      return;
    }
    walkedWith = holders.getFirst();
    out.add(new SyncEffect.Ask(walkedWith, walk.request()));
  }

  /** The answer to {@link SyncRequest.Headers}. */
  public List<SyncEffect> headers(Address peer, List<byte[]> headers) {
    if (ended || walk == null || target == null || !Objects.equals(peer, walkedWith))
      return drain();
    Optional<String> problem = walk.take(headers);
    if (problem.isPresent()) {
      reject(peer, "its snapshot does not go with the trusted checkpoint: " + problem.get());
    } else if (walk.done()) {
      walk = null;
      hunt(target);
    } else walkOn();
    return drain();
  }

  private void hunt(Target wanted) {
    var begun = new PartHunt(wanted.block().id(), wanted.offer().outline());
    holders(wanted).forEach(begun::addHolder);
    hunt = begun;
    goOn(begun);
  }

  private void goOn(PartHunt running) {
    if (target == null) return;
    if (running.complete()) {
      ended = true;
      out.add(
          new SyncEffect.Complete(
              target.offer().block(),
              target.offer().finality(),
              target.offer().trust(),
              running.entries()));
    } else if (running.hasHolders()) out.addAll(running.ask());
    else startOver();
  }

  /** The answer to {@link SyncRequest.Part}. */
  public List<SyncEffect> part(Address peer, SyncRequest.Part request, List<TrieEntry> entries) {
    if (ended || hunt == null || target == null) return drain();
    PartHunt running = hunt;
    int before = running.done();
    if (!running.take(peer, request, entries)) {
      reject(peer, "part " + request.index() + " of the state is not what its hash says");
      return drain();
    }
    if (running.done() > before)
      out.add(new SyncEffect.Progress(target.block().height(), running.done(), running.size()));
    goOn(running);
    return drain();
  }

  /** A request was not answered, or with a refusal. */
  public List<SyncEffect> failed(Address peer, SyncRequest request, String why) {
    if (ended) return drain();
    heard = true;
    lastTrouble = peer + ": " + why;
    switch (request) {
      case SyncRequest.Offer _ -> {}
      case SyncRequest.Headers _ -> {
        if (Objects.equals(peer, walkedWith)) lose(peer, why);
      }
      case SyncRequest.Part part -> {
        if (hunt != null) {
          PartHunt running = hunt;
          running.fail(peer, part);
          goOn(running);
        }
      }
    }
    return drain();
  }

  private void reject(Address peer, String why) {
    lastTrouble = peer + ": " + why;
    banned.add(peer);
    peers.remove(peer);
    out.add(new SyncEffect.Rejected(peer, why));
    lose(peer, why);
  }

  private void lose(Address peer, String why) {
    lastTrouble = peer + ": " + why;
    offers.remove(peer);
    if (hunt != null) {
      PartHunt running = hunt;
      running.dropHolder(peer);
      goOn(running);
    } else if (target != null && Objects.equals(peer, walkedWith)) walkAnew(target);
  }

  /** Nobody has this snapshot any more: another may be had. */
  private void startOver() {
    target = null;
    walk = null;
    walkedWith = null;
    hunt = null;
    offers.clear();
    gatherOr("the snapshot could not be fetched: ");
  }

  private void fail(String why) {
    ended = true;
    out.add(new SyncEffect.Failed(why));
  }

  private List<SyncEffect> drain() {
    List<SyncEffect> effects = List.copyOf(out);
    out.clear();
    return effects;
  }
}
