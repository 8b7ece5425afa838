package io.pouw.consensus.sync;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.TrieEntry;
import io.pouw.primitives.TrieOutline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Collects the parts of one snapshot from all peers that have it, each part checked by itself. A
 * part that does not hold, or does not come, is asked of another peer.
 */
final class PartHunt {
  /** Requests on their way to one peer; a part is about 256 KiB. */
  private static final int WINDOW = 4;

  /** Requests that a peer may leave unanswered, one after the other, before it is given up. */
  private static final int PATIENCE = 3;

  private final Hash block;
  private final TrieOutline.Check check;
  private final List<List<TrieEntry>> parts = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final Map<Integer, Address> underWay = new TreeMap<>();
  private final Map<Address, Integer> failures = new TreeMap<>();
  private int done;

  PartHunt(Hash block, TrieOutline outline) {
    this.block = block;
    this.check = outline.check();
    for (int i = 0; i < check.parts(); i++) {
      parts.add(List.of());
      open.add(i);
    }
  }

  void addHolder(Address peer) {
    failures.putIfAbsent(peer, 0);
  }

  /** Gives a peer up; what it was asked for is open again. */
  void dropHolder(Address peer) {
    failures.remove(peer);
    for (int index : List.copyOf(underWay.keySet()))
      if (Objects.equals(peer, underWay.get(index))) reopen(index);
  }

  private void reopen(int index) {
    underWay.remove(index);
    open.addFirst(index);
  }

  boolean hasHolders() {
    return !failures.isEmpty();
  }

  boolean complete() {
    return done == parts.size();
  }

  int done() {
    return done;
  }

  int size() {
    return parts.size();
  }

  List<TrieEntry> entries() {
    return parts.stream().flatMap(List::stream).toList();
  }

  /** What to ask now, spread evenly over the peers. */
  List<SyncEffect> ask() {
    var asks = new ArrayList<SyncEffect>();
    for (int round = 0; round < WINDOW; round++)
      for (Address peer : failures.keySet())
        if (!open.isEmpty() && load(peer) <= round) asks.add(ask(peer, open.removeFirst()));
    return asks;
  }

  private long load(Address peer) {
    return underWay.values().stream().filter(peer::equals).count();
  }

  private SyncEffect ask(Address peer, int index) {
    underWay.put(index, peer);
    return new SyncEffect.Ask(peer, new SyncRequest.Part(block, index));
  }

  private boolean asked(Address peer, SyncRequest.Part request) {
    return request.block().equals(block) && Objects.equals(peer, underWay.get(request.index()));
  }

  /** Takes an answer; whether it holds. One that nobody waits for is passed over. */
  boolean take(Address peer, SyncRequest.Part request, List<TrieEntry> entries) {
    if (!asked(peer, request)) return true;
    if (!check.isPart(request.index(), entries)) return false;
    underWay.remove(request.index());
    parts.set(request.index(), List.copyOf(entries));
    failures.replace(peer, 0);
    done++;
    return true;
  }

  /** A request was not answered. */
  void fail(Address peer, SyncRequest.Part request) {
    if (!asked(peer, request)) return;
    reopen(request.index());
    if (failures.merge(peer, 1, Integer::sum) >= PATIENCE) dropHolder(peer);
  }
}
