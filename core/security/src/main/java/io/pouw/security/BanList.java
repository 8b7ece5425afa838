package io.pouw.security;

import io.pouw.primitives.Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is refused until when. A ban is remembered after it ended, so that the next one of the same
 * peer is twice as long; when the list is full, the oldest entry is forgotten. Not thread-safe.
 */
public final class BanList {
  private final Duration first;
  private final Duration longest;
  private final int maxSize;
  private final LinkedHashMap<Address, Ban> bans = new LinkedHashMap<>();

  public BanList(Duration first, Duration longest, int maxSize) {
    this.first = first;
    this.longest = longest;
    this.maxSize = maxSize;
  }

  public Ban ban(Address peer, String reason, long timestampMs) {
    Ban previous = bans.remove(peer);
    int count = previous == null ? 1 : previous.count() + 1;
    Ban ban = new Ban(timestampMs + length(count).toMillis(), count, reason);
    bans.put(peer, ban);
    if (bans.size() > maxSize) bans.pollFirstEntry();
    return ban;
  }

  /** The ban that holds now, if any. */
  public Optional<Ban> find(Address peer, long timestampMs) {
    return Optional.ofNullable(bans.get(peer)).filter(ban -> ban.holds(timestampMs));
  }

  /** Ends a ban and forgets that it was. */
  public boolean pardon(Address peer) {
    return bans.remove(peer) != null;
  }

  /** Every ban that holds now, oldest first. */
  public Map<Address, Ban> held(long timestampMs) {
    var held = new LinkedHashMap<>(bans);
    held.values().removeIf(ban -> !ban.holds(timestampMs));
    return held;
  }

  private Duration length(int count) {
    // 2^20 of the shortest ban is over any longest one: more doublings change nothing.
    Duration doubled = first.multipliedBy(1L << Math.min(count - 1, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
