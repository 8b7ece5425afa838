package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The money of a block under execution: accounts, supply, and why each movement was. What is taken
 * from one place and given to no other shows at the end of the block, when the sums are checked.
 */
final class Books {
  private final long height;
  private TreePMap<Address, Account> accounts;
  private TreePMap<Long, TreePSet<Address>> releases;
  private Supply supply;
  private long collected;
  private List<LedgerEvent> events = new ArrayList<>();
  private final TreeSet<Address> touched = new TreeSet<>();

  /** Where one can go back to. */
  record Savepoint(
      TreePMap<Address, Account> accounts,
      TreePMap<Long, TreePSet<Address>> releases,
      Supply supply,
      long collected,
      int events) {}

  Books(
      long height,
      TreePMap<Address, Account> accounts,
      TreePMap<Long, TreePSet<Address>> releases,
      Supply supply) {
    this.height = height;
    this.accounts = accounts;
    this.releases = releases;
    this.supply = supply;
  }

  Savepoint savepoint() {
    return new Savepoint(accounts, releases, supply, collected, events.size());
  }

  void rollBack(Savepoint to) {
    accounts = to.accounts();
    releases = to.releases();
    supply = to.supply();
    collected = to.collected();
    events = new ArrayList<>(events.subList(0, to.events()));
  }

  Account account(Address address) {
    return accounts.getOrDefault(address, Account.EMPTY);
  }

  void put(Address address, Account account) {
    accounts = accounts.plus(address, account);
    touched.add(address);
  }

  /** Takes from a balance, or refuses. */
  void charge(Address from, Kind kind, long amount, String why, Cause cause) {
    Account account = account(from);
    if (account.balance() < amount)
      throw new Refusal(
          "a balance of %s PAI does not cover %s PAI (%s)"
              .formatted(
                  Amounts.format(account.balance()),
                  Amounts.format(amount),
                  kind.text().replace('_', ' ')));
    if (amount == 0) return;
    put(from, account.withBalance(account.balance() - amount));
    record(from, kind, -amount, why, cause);
  }

  /** Gives to a balance. */
  void pay(Address to, Kind kind, long amount, String why, Cause cause) {
    if (amount == 0) return;
    Account account = account(to);
    put(to, account.withBalance(Math.addExact(account.balance(), amount)));
    record(to, kind, amount, why, cause);
  }

  /** Gives to a balance what its owner has earned. */
  void earn(Address to, Kind kind, long amount, String why, Cause cause) {
    if (amount == 0) return;
    pay(to, kind, amount, why, cause);
    put(to, account(to).withEarned(amount));
  }

  /** Makes money, at most so much that the supply stays within a long; returns how much. */
  long mint(Address to, long amount, String why, Cause cause) {
    long minted = Math.min(amount, Long.MAX_VALUE - supply.genesis() - supply.minted());
    supply = supply.mint(minted);
    earn(to, Kind.MINT, minted, why, cause);
    return minted;
  }

  void burn(long amount) {
    supply = supply.burn(amount);
  }

  /** Takes a part of a fee for the proposer, who gets all of a block's parts at its end. */
  void collect(long amount) {
    collected = Math.addExact(collected, amount);
  }

  void payProposer(Address proposer) {
    if (collected == 0) return;
    long amount = collected;
    collected = 0;
    earn(proposer, Kind.PROPOSER_FEE, amount, "the unburnt part of this block's fees", Cause.NONE);
  }

  void record(Address account, Kind kind, long amount, String why, Cause cause) {
    events.add(new LedgerEvent(height, account, kind, amount, why, cause));
  }

  /** Notes that stake of an account comes free at a height. */
  void releaseAt(long releaseHeight, Address address) {
    TreePSet<Address> then = releases.getOrDefault(releaseHeight, TreePSet.empty());
    releases = releases.plus(releaseHeight, then.plus(address));
  }

  /** Moves to the balances what has unbonded. */
  void releaseUnbonded() {
    while (!releases.isEmpty() && releases.firstKey() <= height) {
      long due = releases.firstKey();
      for (Address each : releases.getOrDefault(due, TreePSet.empty())) release(each);
      releases = releases.minus(due);
    }
  }

  private void release(Address address) {
    Account account = account(address);
    long free = 0;
    var rest = new ArrayList<Unbonding>();
    for (Unbonding each : account.unbonding()) {
      if (each.releaseHeight() <= height) free = Math.addExact(free, each.amount());
      else rest.add(each);
    }
    if (free == 0) return;
    put(address, account.withStake(account.stake(), rest));
    pay(address, Kind.UNSTAKE, free, "unbonded stake is free", Cause.NONE);
  }

  TreePMap<Address, Account> accounts() {
    return accounts;
  }

  TreePMap<Long, TreePSet<Address>> releases() {
    return releases;
  }

  Supply supply() {
    return supply;
  }

  List<LedgerEvent> events() {
    return events;
  }

  SortedSet<Address> touched() {
    return touched;
  }
}
