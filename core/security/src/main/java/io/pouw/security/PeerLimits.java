package io.pouw.security;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The thresholds of {@link PeerPolicy}.
 *
 * @param rates what one peer may send, for every class
 * @param maxStrikes messages within {@code strikeWindow} that are only dropped; one more cuts the
 *     peer off
 * @param strikeWindow time in which strikes are forgiven
 * @param maxBadFrames malformed frames or forged messages within {@code badFrameWindow} that cost
 *     the connection only; one more cuts the peer off
 * @param badFrameWindow time in which bad frames are forgiven
 * @param ban how long the first ban lasts; every further one lasts twice as long as the last
 * @param maxBan the longest ban
 */
public record PeerLimits(
    Map<TrafficClass, RateLimit> rates,
    int maxStrikes,
    Duration strikeWindow,
    int maxBadFrames,
    Duration badFrameWindow,
    Duration ban,
    Duration maxBan) {
  private static final long MIB = 1 << 20;

  public PeerLimits {
    for (TrafficClass traffic : TrafficClass.values())
      if (!rates.containsKey(traffic))
        throw new IllegalArgumentException("no rate limit for " + traffic);
    rates = Collections.unmodifiableMap(new EnumMap<>(rates));
    if (maxStrikes <= 0 || maxBadFrames <= 0)
      throw new IllegalArgumentException(
          "strikes and bad frames allowed have to be over 0, not "
              + maxStrikes
              + " and "
              + maxBadFrames);
    if (!ban.isPositive() || maxBan.compareTo(ban) < 0)
      throw new IllegalArgumentException("a ban of " + ban + " up to " + maxBan);
  }

  /**
   * Limits that no honest peer meets: an operator's whole traffic is some thousand messages a
   * second, and bytes are only slowed down, so a fast link with a large state to send loses
   * nothing.
   */
  public static PeerLimits defaults() {
    var rates = new EnumMap<TrafficClass, RateLimit>(TrafficClass.class);
    rates.put(TrafficClass.CONTROL, new RateLimit(50, 500, MIB, 4 * MIB));
    rates.put(TrafficClass.CONSENSUS, new RateLimit(20_000, 100_000, 64 * MIB, 128 * MIB));
    rates.put(TrafficClass.NORMAL, new RateLimit(50_000, 200_000, 128 * MIB, 256 * MIB));
    rates.put(TrafficClass.BULK, new RateLimit(20_000, 100_000, 512 * MIB, 1_024 * MIB));
    return new PeerLimits(
        rates,
        100,
        Duration.ofSeconds(10),
        2,
        Duration.ofMinutes(10),
        Duration.ofMinutes(1),
        Duration.ofHours(1));
  }

  /** The same with another rate for one class. */
  public PeerLimits withRate(TrafficClass traffic, RateLimit rate) {
    var changed = new EnumMap<>(rates);
    changed.put(traffic, rate);
    return new PeerLimits(
        changed, maxStrikes, strikeWindow, maxBadFrames, badFrameWindow, ban, maxBan);
  }

  RateLimit rate(TrafficClass traffic) {
    RateLimit rate = rates.get(traffic);
    if (rate == null) throw new AssertionError("the constructor checked " + traffic);
    return rate;
  }
}
