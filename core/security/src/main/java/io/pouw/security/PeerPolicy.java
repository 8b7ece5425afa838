package io.pouw.security;

import io.pouw.primitives.Address;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges what peers send: who keeps to his rate is delivered, who sends faster than the byte rate
 * is read more slowly, who sends too many messages loses them, and who does not stop, or sends
 * malformed frames again and again, is cut off and banned. A peer's record outlives its connection.
 * Records are bounded: the peer that was silent longest is forgotten first. Not thread-safe.
 */
public final class PeerPolicy {
  private final PeerLimits limits;
  private final int maxPeers;
  private final LinkedHashMap<Address, PeerRecord> records = new LinkedHashMap<>(16, 0.75f, true);
  private final BanList bans;

  /**
   * The policy for any number of peers.
   *
   * @param maxPeers how many peers are remembered, connected or not
   */
  public PeerPolicy(PeerLimits limits, int maxPeers) {
    this.limits = limits;
    this.maxPeers = maxPeers;
    this.bans = new BanList(limits.ban(), limits.maxBan(), maxPeers);
  }

  /** Judges one well-formed message. */
  public Verdict judge(
      Address peer, TrafficClass traffic, long bytes, long nowNanos, long timestampMs) {
    PeerRecord known = recordOf(peer, nowNanos);
    if (known.messages(traffic).tryTake(1, nowNanos))
      return new Verdict.Accept(known.bytes(traffic).takeInAdvance(bytes, nowNanos));
    if (known.strikes.tryTake(1, nowNanos)) return new Verdict.Drop();
    RateLimit rate = limits.rate(traffic);
    return cutOff(
        AlertKind.MESSAGE_FLOOD,
        peer,
        "over "
            + rate.messagesPerSecond()
            + " "
            + traffic.name().toLowerCase(Locale.ROOT)
            + " messages a second, and "
            + limits.maxStrikes()
            + " more were dropped",
        timestampMs);
  }

  /** Counts a malformed frame or a forged message; present when the peer is to be cut off. */
  public Optional<Verdict.CutOff> punish(
      AlertKind kind, Address peer, String detail, long nowNanos, long timestampMs) {
    return recordOf(peer, nowNanos).badFrames.tryTake(1, nowNanos)
        ? Optional.empty()
        : Optional.of(cutOff(kind, peer, detail, timestampMs));
  }

  /** The ban that holds against a peer now, if any. */
  public Optional<Ban> banOf(Address peer, long timestampMs) {
    return bans.find(peer, timestampMs);
  }

  public BanList bans() {
    return bans;
  }

  private Verdict.CutOff cutOff(AlertKind kind, Address peer, String detail, long timestampMs) {
    var alert = new SecurityAlert(kind, peer, detail, timestampMs);
    return new Verdict.CutOff(alert, bans.ban(peer, kind.label() + ": " + detail, timestampMs));
  }

  private PeerRecord recordOf(Address peer, long nowNanos) {
    PeerRecord known = records.get(peer);
    if (known != null) return known;
    var created = new PeerRecord(limits, nowNanos);
    records.put(peer, created);
    if (records.size() > maxPeers) records.pollFirstEntry();
    return created;
  }

  /** The buckets of one peer. */
  private static final class PeerRecord {
    private final Map<TrafficClass, TokenBucket> messages = new EnumMap<>(TrafficClass.class);
    private final Map<TrafficClass, TokenBucket> bytes = new EnumMap<>(TrafficClass.class);
    private final TokenBucket strikes;
    private final TokenBucket badFrames;

    PeerRecord(PeerLimits limits, long nowNanos) {
      for (TrafficClass traffic : TrafficClass.values()) {
        messages.put(traffic, limits.rate(traffic).messageBucket(nowNanos));
        bytes.put(traffic, limits.rate(traffic).byteBucket(nowNanos));
      }
      strikes = new TokenBucket(limits.maxStrikes(), limits.strikeWindow(), nowNanos);
      badFrames = new TokenBucket(limits.maxBadFrames(), limits.badFrameWindow(), nowNanos);
    }

    TokenBucket messages(TrafficClass traffic) {
      return present(messages.get(traffic));
    }

    TokenBucket bytes(TrafficClass traffic) {
      return present(bytes.get(traffic));
    }

    private static TokenBucket present(@Nullable TokenBucket bucket) {
      if (bucket == null) throw new AssertionError("every class has a bucket");
      return bucket;
    }
  }
}
