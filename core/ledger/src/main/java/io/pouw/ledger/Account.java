package io.pouw.ledger;

import io.pouw.plugin.Role;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger knows of an address. Amounts are base units.
 *
 * @param balance free to spend
 * @param nonce transactions sent so far, the next transaction's nonce
 * @param stake bonded
 * @param unbonding stake on its way back, in order of release
 * @param tickets at most one a role
 * @param slashed stake lost over all time
 * @param earned minted, rewarded and paid as fees over all time
 */
public record Account(
    long balance,
    long nonce,
    long stake,
    List<Unbonding> unbonding,
    List<Ticket> tickets,
    long slashed,
    long earned)
    implements Encodable {
  /** So many parts of stake may be on their way back at once. */
  public static final int MAX_UNBONDING = 16;

  static final Account EMPTY = new Account(0, 0, 0, List.of(), List.of(), 0, 0);
  private static final int MAX_TICKETS = 8;

  public Account {
    unbonding = List.copyOf(unbonding);
    tickets = List.copyOf(tickets);
  }

  public static Account decode(Decoder in) {
    return new Account(
        in.u63(),
        in.u63(),
        in.u63(),
        in.list(MAX_UNBONDING, Unbonding::decode),
        in.list(MAX_TICKETS, Ticket::decode),
        in.u63(),
        in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(balance).i64(nonce).i64(stake).list(unbonding).list(tickets);
    out.i64(slashed).i64(earned);
  }

  public Optional<Ticket> ticket(Role role) {
    return tickets.stream().filter(each -> each.role() == role).findFirst();
  }

  /** Stake and what of it is still on its way back. */
  public long slashable() {
    return unbonding.stream().mapToLong(Unbonding::amount).reduce(stake, Math::addExact);
  }

  /** Everything that the account owns. */
  public long total() {
    return Math.addExact(balance, slashable());
  }

  Account withBalance(long changed) {
    return new Account(changed, nonce, stake, unbonding, tickets, slashed, earned);
  }

  Account withNextNonce() {
    return new Account(balance, nonce + 1, stake, unbonding, tickets, slashed, earned);
  }

  Account withStake(long changed, List<Unbonding> released) {
    return new Account(balance, nonce, changed, released, tickets, slashed, earned);
  }

  Account withTicket(Ticket ticket) {
    var changed = new ArrayList<>(withoutTicket(ticket.role()).tickets);
    changed.add(ticket);
    return withTickets(changed);
  }

  Account withoutTicket(Role role) {
    return withTickets(tickets.stream().filter(each -> each.role() != role).toList());
  }

  Account withTickets(List<Ticket> changed) {
    return new Account(balance, nonce, stake, unbonding, changed, slashed, earned);
  }

  Account withSlashed(long more) {
    long sum = Math.addExact(slashed, more);
    return new Account(balance, nonce, stake, unbonding, tickets, sum, earned);
  }

  Account withEarned(long more) {
    long sum = Math.addExact(earned, more);
    return new Account(balance, nonce, stake, unbonding, tickets, slashed, sum);
  }
}
