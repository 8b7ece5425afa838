package io.pouw.management.pool;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** How a pool goes from one version to the next, and what makes a version a valid one. */
public final class PoolRules {
  /** A wish may be this many blocks older or newer than the operator's chain. */
  public static final long MAX_AGE_BLOCKS = 1_000;

  /** Terms are announced at most so many blocks before they hold. */
  public static final long MAX_NOTICE_BLOCKS = 1_000_000;

  private PoolRules() {}

  /** The first version of a pool. */
  public static PoolState create(
      Hash chainId, PublicKey operator, String name, PoolTerms terms, long height) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (name.isBlank() || bytes > PoolState.MAX_NAME_BYTES)
      throw refused(
          "a pool's name has 1 to %d bytes, '%s' has %d"
              .formatted(PoolState.MAX_NAME_BYTES, name, bytes));
    return new PoolState(
        chainId, operator, name, 1, TermsSchedule.of(terms), List.of(), height, false);
  }

  /**
   * Takes a worker in; its work counts from the next block on.
   *
   * @throws PoolRefusedException if it is a member, the pool is full or closed, or the wish is not
   *     the worker's, not for this pool, or too old
   */
  public static PoolState join(PoolState pool, MemberRequest wish, long height) {
    check(pool, wish, MemberRequest.Kind.JOIN, height);
    if (pool.closed()) throw refused("pool %s is closed".formatted(pool.name()));
    if (wish.account().isBlank()) throw refused("a member needs an account to be paid to");
    Address worker = wish.address();
    if (pool.active(worker).isPresent())
      throw refused("%s is a member of %s already".formatted(worker, pool.name()));
    int most = Math.min(pool.schedule().at(height + 1).maxMembers(), pool.terms().maxMembers());
    if (pool.active().size() >= most)
      throw refused("pool %s has %d members, its most".formatted(pool.name(), most));
    for (Membership each : pool.members())
      if (each.worker().equals(worker) && wish.height() <= each.request().height())
        throw refused("this wish to join, of height %d, was used".formatted(wish.height()));
    var members = new ArrayList<>(pool.members());
    members.add(new Membership(wish, height, java.util.Optional.empty()));
    return next(pool, forgetting(members), height);
  }

  /** Lets a member go by its own wish; work up to now counts. */
  public static PoolState leave(PoolState pool, MemberRequest wish, long height) {
    check(pool, wish, MemberRequest.Kind.LEAVE, height);
    Membership stay = member(pool, wish.address());
    if (wish.height() < stay.request().height())
      throw refused(
          "this wish to leave, of height %d, is older than the stay".formatted(wish.height()));
    return end(pool, stay, height);
  }

  /** Sends a member away, by the operator's wish; work up to now counts. */
  public static PoolState expel(PoolState pool, Address worker, long height) {
    return end(pool, member(pool, worker), height);
  }

  /**
   * Other terms from a height on; members that do not like them can leave before. Work that was
   * done until then counts by the terms of its time.
   *
   * @param fromHeight greater than {@code height}, at most {@value #MAX_NOTICE_BLOCKS} more
   * @throws PoolRefusedException if it is not, the terms are those that hold, more members are
   *     there than they allow, or they changed too often
   */
  public static PoolState change(PoolState pool, PoolTerms terms, long height, long fromHeight) {
    // a version may be newer than the ledger that this node has seen
    long now = Math.max(height, pool.height());
    if (fromHeight <= now || fromHeight > now + MAX_NOTICE_BLOCKS)
      throw refused(
          "terms of %s from height %d on, expected %d to %d: what is done already counts as was"
                  .formatted(pool.name(), fromHeight, now + 1, now + MAX_NOTICE_BLOCKS)
              + " agreed");
    int members = pool.active().size();
    if (members > terms.maxMembers())
      throw refused(
          "pool %s has %d members, more than %d: expel some or allow more"
              .formatted(pool.name(), members, terms.maxMembers()));
    if (pool.schedule().indexAt(now) + 1 == TermsSchedule.MAX_ENTRIES)
      throw refused(
          "the terms of %s changed %d times, more is not possible: make another pool"
              .formatted(pool.name(), TermsSchedule.MAX_ENTRIES - 1));
    TermsSchedule schedule = pool.schedule().with(terms, now, fromHeight);
    if (schedule.equals(pool.schedule()))
      throw refused("these are the terms of %s already".formatted(pool.name()));
    return next(pool, schedule, pool.members(), height, pool.closed());
  }

  /** Takes no more members. */
  public static PoolState close(PoolState pool, long height) {
    if (pool.closed()) throw refused("pool %s is closed already".formatted(pool.name()));
    return next(pool, pool.schedule(), pool.members(), height, true);
  }

  /**
   * Whether an operator that signed one version may honestly have signed a later one: the terms
   * that were in force then still stand.
   */
  static boolean mayFollow(PoolState before, PoolState later) {
    return before.schedule().isKeptBy(later.schedule(), before.height());
  }

  /**
   * Checks a version that another node sent: what an honest operator could have made.
   *
   * @throws PoolRefusedException saying what is wrong
   */
  public static void check(PoolState pool, Hash chainId) {
    if (!pool.chainId().equals(chainId))
      throw refused("a pool of the chain %s, expected %s".formatted(pool.chainId(), chainId));
    if (pool.version() < 1 || pool.name().isBlank())
      throw refused("a pool without name or version");
    if (pool.active().size() > pool.terms().maxMembers())
      throw refused(
          "%d members in a pool of %d".formatted(pool.active().size(), pool.terms().maxMembers()));
    var present = new HashSet<Address>();
    Hash id = pool.id();
    for (Membership each : pool.members()) {
      MemberRequest wish = each.request();
      if (wish.kind() != MemberRequest.Kind.JOIN || !wish.pool().equals(id) || !wish.holds())
        throw refused("%s never asked to join %s".formatted(each.worker(), pool.name()));
      if (each.active() && !present.add(each.worker()))
        throw refused("%s is a member twice".formatted(each.worker()));
    }
  }

  private static void check(
      PoolState pool, MemberRequest wish, MemberRequest.Kind kind, long height) {
    if (wish.kind() != kind)
      throw refused("a wish to %s, expected %s".formatted(wish.kind(), kind));
    if (!wish.pool().equals(pool.id()))
      throw refused("a wish for the pool %s, this is %s".formatted(wish.pool(), pool.id()));
    if (Math.abs(height - wish.height()) > MAX_AGE_BLOCKS)
      throw refused(
          "the wish was signed at height %d, the chain is at %d, expected within %d"
              .formatted(wish.height(), height, MAX_AGE_BLOCKS));
    if (!wish.holds()) throw refused("the signature is not that of " + wish.address());
  }

  private static Membership member(PoolState pool, Address worker) {
    return pool.active(worker)
        .orElseThrow(() -> refused("%s is no member of %s".formatted(worker, pool.name())));
  }

  private static PoolState end(PoolState pool, Membership stay, long height) {
    var members = new ArrayList<Membership>();
    for (Membership each : pool.members())
      members.add(each.equals(stay) ? each.leave(height) : each);
    return next(pool, members, height);
  }

  /** Drops the oldest ended stays over the limit. */
  private static List<Membership> forgetting(List<Membership> members) {
    var kept = new ArrayList<>(members);
    for (int i = 0; i < kept.size() && kept.size() > PoolState.MAX_STAYS; )
      if (kept.get(i).active()) i++;
      else kept.remove(i);
    return kept;
  }

  private static PoolState next(PoolState pool, List<Membership> members, long height) {
    return next(pool, pool.schedule(), members, height, pool.closed());
  }

  private static PoolState next(
      PoolState pool,
      TermsSchedule schedule,
      List<Membership> members,
      long height,
      boolean closed) {
    return new PoolState(
        pool.chainId(),
        pool.operator(),
        pool.name(),
        pool.version() + 1,
        schedule,
        members,
        Math.max(height, pool.height()),
        closed);
  }

  private static PoolRefusedException refused(String why) {
    return new PoolRefusedException(why);
  }
}
