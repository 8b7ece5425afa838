package io.pouw.node.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which members there are, how fast each is, and who gets the next unit. Time comes in as
 * milliseconds of a clock that only goes forward. Not thread-safe.
 *
 * <p>A member's speed is the moving average of weight per second over its units. One with less than
 * {@value #REPLACEMENT_THRESHOLD} of the median speed is slow: it gets one unit at a time, and only
 * when nobody else has room, so that it can show that it has recovered. One that was not heard of
 * for {@value #SILENCE_MS} ms is gone.
 */
final class Fleet {
  static final long SILENCE_MS = 5_000;

  /** Of the median speed; the threshold at which the parent protocol replaces a worker. */
  static final double REPLACEMENT_THRESHOLD = 0.7;

  /** Beyond what it works on, a member may hold this many, so that it never waits for the bus. */
  static final int AHEAD = 1;

  /** How long a member that failed gets nothing. */
  static final long REST_MS = 2_000;

  /** Part of the newest unit in the average. */
  private static final double NEWEST = 0.3;

  private static final int MOST_MEMBERS = 1_024;

  private final NavigableMap<String, Member> members = new TreeMap<>();

  private static final class Member {
    MemberKind kind = MemberKind.WORKER;
    int capacity;
    int given;
    long heardAtMs;
    long restsUntilMs = Long.MIN_VALUE;
    double speed;
    long units;
  }

  /** What is known of a member, for people. */
  record Standing(String member, MemberKind kind, int capacity, double speed, long units) {}

  /** Takes note of a member; whether it was not known before. */
  boolean heard(MemberNews news, long nowMs) {
    boolean isNew = !members.containsKey(news.member());
    if (isNew && members.size() == MOST_MEMBERS) return false;
    Member member = members.computeIfAbsent(news.member(), name -> new Member());
    member.kind = news.kind();
    member.capacity = news.capacity();
    member.heardAtMs = nowMs;
    return isNew;
  }

  /** Forgets the members that were not heard of for too long, and says which. */
  List<String> bury(long nowMs) {
    List<String> gone =
        members.entrySet().stream()
            .filter(each -> nowMs - each.getValue().heardAtMs > SILENCE_MS)
            .map(Map.Entry::getKey)
            .toList();
    gone.forEach(members::remove);
    return gone;
  }

  /** Members of a kind that can work. */
  int count(MemberKind kind) {
    return (int)
        members.values().stream().filter(each -> each.kind == kind && each.capacity > 0).count();
  }

  /**
   * Who gets the next unit: the one that will be through with it first.
   *
   * @param except members that have it already
   * @return empty if nobody has room
   */
  Optional<String> choose(MemberKind kind, Set<String> except, long nowMs) {
    double median = median(kind);
    return members.entrySet().stream()
        .filter(each -> each.getValue().kind == kind && !except.contains(each.getKey()))
        .filter(each -> hasRoom(each.getValue(), median, nowMs))
        .min(
            Comparator.<Map.Entry<String, Member>>comparingInt(
                    each -> isSlow(each.getValue(), median) ? 1 : 0)
                .thenComparingDouble(each -> delay(each.getValue(), median))
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  private static boolean hasRoom(Member member, double median, long nowMs) {
    if (member.capacity == 0 || nowMs < member.restsUntilMs) return false;
    return member.given < (isSlow(member, median) ? 1 : member.capacity + AHEAD);
  }

  private static boolean isSlow(Member member, double median) {
    return member.speed > 0 && member.speed < REPLACEMENT_THRESHOLD * median;
  }

  /** When it would be through with one more unit, in units of the median member's time. */
  private static double delay(Member member, double median) {
    double speed = member.speed > 0 && median > 0 ? member.speed / median : 1;
    return (member.given + 1) / (member.capacity * speed);
  }

  /** A unit went to a member. */
  void given(String name) {
    Member member = members.get(name);
    if (member != null) member.given++;
  }

  /** A member has done a unit. */
  void done(String name, long weight, long nanos) {
    Member member = members.get(name);
    if (member == null) return;
    member.given = Math.max(0, member.given - 1);
    double speed = weight / (Math.max(1, nanos) / 1e9);
    member.speed = member.units == 0 ? speed : NEWEST * speed + (1 - NEWEST) * member.speed;
    member.units++;
  }

  /** A member did not do a unit. */
  void failed(String name, long nowMs) {
    Member member = members.get(name);
    if (member == null) return;
    member.given = Math.max(0, member.given - 1);
    member.restsUntilMs = nowMs + REST_MS;
  }

  /** Median speed of the members of a kind that have done a unit; 0 if none has. */
  double median(MemberKind kind) {
    double[] speeds =
        members.values().stream()
            .filter(each -> each.kind == kind && each.units > 0)
            .mapToDouble(each -> each.speed)
            .sorted()
            .toArray();
    if (speeds.length == 0) return 0;
    int middle = speeds.length / 2;
    return speeds.length % 2 == 1
        ? speeds[middle]
        : Arrays.stream(speeds, middle - 1, middle + 1).sum() / 2;
  }

  /** After how long a unit counts as stuck, so that somebody else may try, too. */
  long patienceMs(MemberKind kind, long weight, long leastMs) {
    double median = median(kind);
    if (median == 0) return 4 * leastMs;
    double expectedMs = weight / median * 1_000 * (1 + AHEAD);
    return Math.max(leastMs, (long) (expectedMs / REPLACEMENT_THRESHOLD));
  }

  List<Standing> standings() {
    return members.entrySet().stream()
        .map(each ->
            new Standing(
                each.getKey(),
                each.getValue().kind,
                each.getValue().capacity,
                each.getValue().speed,
                each.getValue().units))
        .toList();
  }
}
