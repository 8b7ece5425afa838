package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.TronContract;
import io.pouw.payout.tron.TronFees;
import io.pouw.payout.tron.TronTransaction;
import io.pouw.payout.tron.evm.Evm;
import io.pouw.payout.tron.evm.Message;
import io.pouw.payout.tron.evm.Outcome;
import java.math.BigInteger;
import java.util.Optional;

/** Applies transactions to a world, at the number and time of one block. */
final class Execution {
  private final Rules rules;
  private final World world;
  private final long number;
  private final long time;

  Execution(Rules rules, World world, long number, long time) {
    this.rules = rules;
    this.world = world;
    this.number = number;
    this.time = time;
  }

  /** Why a transaction could not be paid for or does not make sense; empty if it can be applied. */
  String reject(TronTransaction transaction) {
    TronAddress owner = transaction.content().contract().owner();
    if (!world.knows(owner))
      return "CONTRACT_VALIDATE_ERROR account [" + owner + "] does not exist";
    Account account = world.account(owner).at(time);
    long bytes = bytes(transaction);
    long byteFee = byteFee(account, bytes);
    if (byteFee > account.balance())
      return "BANDWITH_ERROR account [" + owner + "] has insufficient bandwidth and balance";
    return switch (transaction.content().contract()) {
      case TronContract.Transfer transfer -> rejectTransfer(transfer, account, byteFee);
      case TronContract.Trigger trigger -> rejectCall(trigger, transaction);
    };
  }

  private String rejectTransfer(TronContract.Transfer transfer, Account owner, long byteFee) {
    if (transfer.amount() <= 0) return "CONTRACT_VALIDATE_ERROR Amount must be greater than 0.";
    if (transfer.owner().equals(transfer.to()))
      return "CONTRACT_VALIDATE_ERROR Cannot transfer TRX to yourself.";
    long needed = Math.addExact(Math.addExact(transfer.amount(), byteFee), newAccountFee(transfer));
    return needed > owner.balance() ? "CONTRACT_VALIDATE_ERROR balance is not sufficient." : "";
  }

  private String rejectCall(TronContract.Trigger trigger, TronTransaction transaction) {
    if (world.contract(trigger.contract()).isEmpty())
      return "CONTRACT_VALIDATE_ERROR No contract or not a smart contract";
    if (trigger.callValue() != 0)
      return "CONTRACT_VALIDATE_ERROR this node runs no calls that carry TRX";
    long limit = transaction.content().feeLimit();
    return limit < 0 || limit > Rules.MAX_FEE_LIMIT
        ? "CONTRACT_VALIDATE_ERROR feeLimit must be >= 0 and <= " + Rules.MAX_FEE_LIMIT
        : "";
  }

  private long newAccountFee(TronContract.Transfer transfer) {
    return world.knows(transfer.to()) ? 0 : rules.newAccountFee();
  }

  private static long bytes(TronTransaction transaction) {
    return transaction.encode().length + (long) TronFees.RESULT_BYTES;
  }

  private long byteFee(Account account, long bytes) {
    return account.bytesUsed() + bytes <= rules.freeBytes() ? 0 : bytes * rules.bytePrice();
  }

  /** Applies one that is not rejected. */
  Receipt apply(TronTransaction transaction) {
    TronAddress owner = transaction.content().contract().owner();
    Account account = world.account(owner).at(time);
    long bytes = bytes(transaction);
    long byteFee = byteFee(account, bytes);
    world.put(owner, byteFee > 0 ? account.plus(-byteFee) : account.withBytes(bytes));
    return switch (transaction.content().contract()) {
      case TronContract.Transfer transfer -> transfer(transaction, transfer, bytes, byteFee);
      case TronContract.Trigger trigger -> call(transaction, trigger, bytes, byteFee);
    };
  }

  private Receipt transfer(
      TronTransaction transaction, TronContract.Transfer transfer, long bytes, long byteFee) {
    long fee = newAccountFee(transfer);
    world.put(transfer.owner(), world.account(transfer.owner()).plus(-transfer.amount() - fee));
    world.put(transfer.to(), world.account(transfer.to()).plus(transfer.amount()));
    return new Receipt(transaction, byteFee + fee, bytes, byteFee, 0, 0, Optional.empty());
  }

  private Receipt call(
      TronTransaction transaction, TronContract.Trigger trigger, long bytes, long byteFee) {
    Account account = world.account(trigger.owner());
    long limit =
        Math.min(
            account.energyLeft() + account.balance() / rules.energyPrice(),
            transaction.content().feeLimit() / rules.energyPrice());
    Outcome outcome = run(trigger, limit, false);
    if (outcome.succeeded()) {
      world.write(trigger.contract(), outcome.writes());
      world.put(
          trigger.contract(), crowd(trigger.contract()).plus(outcome.energy() - outcome.penalty()));
    }
    long staked = Math.min(account.energyLeft(), outcome.energy());
    long energyFee = (outcome.energy() - staked) * rules.energyPrice();
    world.put(trigger.owner(), account.withEnergy(staked).plus(-energyFee));
    return new Receipt(
        transaction, byteFee + energyFee, bytes, byteFee, staked, energyFee, Optional.of(outcome));
  }

  /** How crowded a contract is in this block's cycle. */
  Crowd crowd(TronAddress contract) {
    Rules.Crowding crowding = rules.crowding();
    return world.contract(contract).orElseThrow().crowd().at(time / crowding.cycleMs(), crowding);
  }

  /** Runs a call without applying it. {@code constant}: writes are thought, and count nowhere. */
  Outcome run(TronContract.Trigger trigger, long energyLimit, boolean constant) {
    World.Contract contract = world.contract(trigger.contract()).orElseThrow();
    var message =
        new Message(
            trigger.contract().word(),
            trigger.owner().word(),
            BigInteger.valueOf(trigger.callValue()),
            trigger.data(),
            constant ? Rules.CONSTANT_ENERGY : energyLimit,
            number,
            time / 1_000,
            false);
    return Evm.call(
        contract.code(),
        message,
        key -> contract.storage().getOrDefault(key, BigInteger.ZERO),
        Evm.PLAIN + crowd(trigger.contract()).factor());
  }
}
