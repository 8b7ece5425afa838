package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.ledger.TransactionBody.ReturnTicket;
import io.pouw.ledger.TransactionBody.Stake;
import io.pouw.ledger.TransactionBody.TakeTicket;
import io.pouw.ledger.TransactionBody.Transfer;
import io.pouw.ledger.TransactionBody.Unstake;
import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import java.util.Locale;

/** Transfers, stake and tickets. */
final class AccountRules {
  private AccountRules() {}

  static void transfer(Execution block, Address from, Hash id, Transfer body) {
    positive("transfer", body.amount());
    Cause cause = Cause.ofTransaction(id);
    block.books().charge(from, Kind.TRANSFER_OUT, body.amount(), "to " + body.to(), cause);
    block.books().pay(body.to(), Kind.TRANSFER_IN, body.amount(), "from " + from, cause);
  }

  static void stake(Execution block, Address from, Hash id, Stake body) {
    positive("stake", body.amount());
    Books books = block.books();
    books.charge(from, Kind.STAKE, body.amount(), "bonded as stake", Cause.ofTransaction(id));
    Account account = books.account(from);
    books.put(
        from,
        account.withStake(Math.addExact(account.stake(), body.amount()), account.unbonding()));
  }

  static void unstake(Execution block, Address from, Hash id, Unstake body) {
    positive("unstake", body.amount());
    Account account = block.books().account(from);
    Refusal.unless(
        body.amount() <= account.stake(),
        "%s PAI are bonded, %s PAI cannot be unstaked"
            .formatted(Amounts.format(account.stake()), Amounts.format(body.amount())));
    long rest = account.stake() - body.amount();
    checkBound(block, from, account, rest);
    Refusal.unless(
        account.unbonding().size() < Account.MAX_UNBONDING,
        Account.MAX_UNBONDING + " parts of stake are unbonding already, wait for one to be free");
    long release = releaseHeight(block, from);
    var parts = TaskDraft.with(account.unbonding(), new Unbonding(body.amount(), release));
    block.books().put(from, account.withStake(rest, parts));
    block.books().releaseAt(release, from);
    String why = Amounts.format(body.amount()) + " PAI of stake unbond until height " + release;
    block.books().record(from, Kind.UNSTAKE, 0, why, Cause.ofTransaction(id));
  }

  /** Refuses what would leave less stake than the account has promised to risk. */
  private static void checkBound(Execution block, Address from, Account account, long rest) {
    for (Ticket ticket : account.tickets())
      Refusal.unless(
          rest >= block.parameters().ticketStake(ticket.role()),
          "Insufficient stake would be left for the %s ticket: return the ticket first"
              .formatted(name(ticket.role())));
    block
        .validators()
        .registration(from)
        .filter(Registration::isBound)
        .ifPresent(its ->
            Refusal.unless(
                rest >= block.parameter(Parameter.MIN_VALIDATOR_STAKE),
                "Insufficient stake would be left for validator %s: exit first"
                    .formatted(its.name())));
  }

  /**
   * Stake that counts in the running epoch is at risk as long as if it were unbonded at its end.
   */
  private static long releaseHeight(Execution block, Address from) {
    EpochState epoch = block.validators().epoch();
    boolean counts = epoch.validators().stream().anyMatch(each -> each.address().equals(from));
    return (counts ? epoch.lastHeight() : block.height()) + block.parameter(Parameter.UNBONDING);
  }

  static void takeTicket(Execution block, Address from, TakeTicket body) {
    Refusal.unless(body.role() != Role.PEER, "the role peer needs no ticket");
    Refusal.unless(
        body.preferences().length <= TakeTicket.MAX_PREFERENCES_BYTES,
        "preferences of %d bytes, expected at most %d"
            .formatted(body.preferences().length, TakeTicket.MAX_PREFERENCES_BYTES));
    Account account = block.books().account(from);
    long least = block.parameters().ticketStake(body.role());
    Refusal.unless(
        account.stake() >= least,
        "Insufficient stake: %s PAI are bonded, the %s ticket needs %s PAI"
            .formatted(Amounts.format(account.stake()), name(body.role()), Amounts.format(least)));
    var ticket = new Ticket(body.role(), block.height(), body.preferences());
    block.books().put(from, account.withTicket(ticket));
  }

  static void returnTicket(Execution block, Address from, ReturnTicket body) {
    Account account = block.books().account(from);
    Refusal.unless(
        account.ticket(body.role()).isPresent(),
        "%s has no %s ticket".formatted(from, name(body.role())));
    block.books().put(from, account.withoutTicket(body.role()));
  }

  private static void positive(String what, long amount) {
    Refusal.unless(amount > 0, "nothing to " + what + ": the amount is " + amount);
  }

  static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
