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
    final long firstHeardAtMs;
    MemberNews news;
    MemberKind kind;
    int capacity;
    int given;
    long heardAtMs;
    long restsUntilMs = Long.MIN_VALUE;
    double speed;
    long units;
    boolean wasSlow;

    Member(MemberNews news, long nowMs) {
      this.news = news;
      this.kind = news.kind();
      this.firstHeardAtMs = nowMs;
    }
  }

  /**
   * What is known of a member, for people.
   *
   * @param knownForMs since it was first heard of
   * @param room units that it would get now
   * @param speed weight per second, 0 if it has done nothing yet
   * @param units that it has done for this member
   */
  record Standing(
      MemberNews news, long knownForMs, int room, double speed, long units, boolean slow) {}

  /** Takes note of a member; whether it was not known before. */
  boolean heard(MemberNews news, long nowMs) {
    boolean isNew = !members.containsKey(news.member());
    if (isNew && members.size() == MOST_MEMBERS) return false;
    Member member = members.computeIfAbsent(news.member(), name -> new Member(news, nowMs));
    member.news = news;
    member.kind = news.kind();
    member.capacity = news.capacity();
    member.heardAtMs = nowMs;
    return isNew;
  }

  /** Forgets the members that were not heard of for too long, and says which. */
  List<Standing> bury(long nowMs) {
    List<Standing> gone =
        members.values().stream()
            .filter(each -> nowMs - each.heardAtMs > SILENCE_MS)
            .map(each -> standing(each, nowMs))
            .toList();
    gone.forEach(each -> members.remove(each.news().member()));
    return gone;
  }

  /**
   * Which full member to ask: the one that signs, by the highest token if an earlier signer has not
   * noticed yet; while nobody does, one that stands by.
   */
  Optional<String> answering() {
    return members.entrySet().stream()
        .filter(each -> each.getValue().kind == MemberKind.FULL)
        .filter(each -> each.getValue().news.state() != MemberState.STARTING)
        .max(
            Comparator.<Map.Entry<String, Member>>comparingLong(
                    each -> each.getValue().news.token())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  /** Whether a member is one that was heard of as signing. */
  boolean signs(String name) {
    Member member = members.get(name);
    return member != null && member.news.state() == MemberState.SIGNS;
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
    return room(member, median, nowMs) > 0;
  }

  private static int room(Member member, double median, long nowMs) {
    if (member.capacity == 0 || nowMs < member.restsUntilMs) return 0;
    return Math.max(0, (isSlow(member, median) ? 1 : member.capacity + AHEAD) - member.given);
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

  /** A member has done a unit; whether it has turned out slow by that. */
  boolean done(String name, long weight, long nanos) {
    Member member = members.get(name);
    if (member == null) return false;
    member.given = Math.max(0, member.given - 1);
    double speed = weight / (Math.max(1, nanos) / 1e9);
    member.speed = member.units == 0 ? speed : NEWEST * speed + (1 - NEWEST) * member.speed;
    member.units++;
    boolean before = member.wasSlow;
    member.wasSlow = isSlow(member, median(member.kind));
    return member.wasSlow && !before;
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

  /** All members, by name. */
  List<Standing> standings(long nowMs) {
    return members.values().stream().map(each -> standing(each, nowMs)).toList();
  }

  private Standing standing(Member member, long nowMs) {
    double median = median(member.kind);
    return new Standing(
        member.news,
        nowMs - member.firstHeardAtMs,
        room(member, median, nowMs),
        member.speed,
        member.units,
        isSlow(member, median));
  }

  boolean isKnown(String member) {
    return members.containsKey(member);
  }

  /** What a member is called by its operator; its name in the cluster if it is not known. */
  String nameOf(String member) {
    Member known = members.get(member);
    return known == null ? member : known.news.name();
  }
}
