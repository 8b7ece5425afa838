package io.pouw.ledger;

import io.pouw.ledger.CheckpointBody.Attest;
import io.pouw.ledger.CheckpointBody.Challenge;
import io.pouw.ledger.CheckpointBody.CommitCheckpoint;
import io.pouw.ledger.CheckpointBody.OpenUnit;
import io.pouw.ledger.CheckpointBody.ReportAudit;
import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.ledger.TransactionBody.CancelTask;
import io.pouw.ledger.TransactionBody.Evaluate;
import io.pouw.ledger.TransactionBody.Note;
import io.pouw.ledger.TransactionBody.ReturnTicket;
import io.pouw.ledger.TransactionBody.RevealTest;
import io.pouw.ledger.TransactionBody.Stake;
import io.pouw.ledger.TransactionBody.SubmitTask;
import io.pouw.ledger.TransactionBody.TakeTicket;
import io.pouw.ledger.TransactionBody.Transfer;
import io.pouw.ledger.TransactionBody.Unstake;
import io.pouw.ledger.ValidatorBody.ReportEquivocation;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.util.Optional;

/** What every transaction has to keep to, and which rules its body goes to. */
final class TransactionRules {
  private TransactionRules() {}

  /** Applies all of a transaction or, with a {@link Refusal}, nothing. */
  static void apply(Execution block, Transaction transaction) {
    checkChain(block, transaction);
    checkEncoding(transaction);
    Refusal.unless(
        transaction.signatureHolds(),
        () -> "the signature is not that of " + transaction.from() + " over this transaction");
    applySigned(block, transaction);
  }

  /** The same for a transaction whose signature was checked before. */
  static void applySigned(Execution block, Transaction transaction) {
    Execution.Savepoint before = block.savepoint();
    try {
      checkForm(block, transaction);
      checkNonce(block, transaction);
      payFee(block, transaction);
      applyBody(block, transaction);
    } catch (Refusal refused) {
      block.rollBack(before);
      throw refused;
    }
  }

  /** What can be said of a transaction whose nonce is still ahead. */
  static void checkAhead(Execution block, Transaction transaction) {
    long needed = saturated(transaction.fee(), spending(block, transaction.body()));
    long balance = block.books().account(transaction.from()).balance();
    Refusal.unless(
        balance >= needed,
        () ->
            "a balance of %s PAI does not cover %s PAI"
                .formatted(Amounts.format(balance), Amounts.format(needed)));
    if (transaction.body() instanceof ReportEquivocation report)
      ValidatorRules.checkEvidence(block, report);
    Optional<Hash> due = dutyOn(transaction.body());
    if (due.isEmpty()) return;
    TaskState task = block.task(due.get());
    Refusal.unless(
        task.parties().anyMatch(transaction.from()::equals),
        transaction.from() + " has no part in task " + task.id().abbreviated());
  }

  /** The task of which a role holder owes this transaction, which then may be free of a fee. */
  static Optional<Hash> dutyOn(TransactionBody body) {
    return switch (body) {
      case CommitCheckpoint commit -> Optional.of(commit.content().task());
      case OpenUnit open -> Optional.of(open.task());
      case Attest attest -> Optional.of(attest.task());
      case ReportAudit report -> Optional.of(report.task());
      case RevealTest reveal -> Optional.of(reveal.task());
      case Evaluate evaluate -> Optional.of(evaluate.task());
      case Transfer _, Stake _, Unstake _, TakeTicket _, ReturnTicket _ -> Optional.empty();
      case SubmitTask _, CancelTask _, Challenge _, Note _, ValidatorBody _ -> Optional.empty();
    };
  }

  /** Whether a transaction need not pay: a duty, or evidence, which counts but once. */
  static boolean isFree(TransactionBody body) {
    return body instanceof ReportEquivocation || dutyOn(body).isPresent();
  }

  private static void checkChain(Execution block, Transaction transaction) {
    Refusal.unless(
        transaction.chainId().equals(block.chainId()),
        () -> "chain id %s, this chain is %s".formatted(transaction.chainId(), block.chainId()));
  }

  /** One made here, not read from the wire, may hold what no other node would read. */
  private static void checkEncoding(Transaction transaction) {
    if (transaction.isFromWire()) return;
    try {
      Decoder.whole(transaction.toBytes(), Transaction::decode);
    } catch (CodecException e) {
      throw new Refusal("no other node can read it: " + e.getMessage());
    }
  }

  private static void checkForm(Execution block, Transaction transaction) {
    int size = transaction.bytes();
    Refusal.unless(
        size <= Transaction.MAX_BYTES,
        () -> "%d bytes, expected at most %d".formatted(size, Transaction.MAX_BYTES));
    long least = leastFee(transaction.body(), block.parameters());
    Refusal.unless(
        transaction.fee() >= least,
        () ->
            "a fee of %s PAI, expected at least %s PAI"
                .formatted(Amounts.format(transaction.fee()), Amounts.format(least)));
  }

  /** The least fee of a transaction: nothing for what {@link #isFree}. */
  static long leastFee(TransactionBody body, Parameters parameters) {
    long base = parameters.get(Parameter.BASE_FEE);
    if (isFree(body)) return 0;
    return body instanceof Note note ? Math.multiplyExact(base, note.feeUnits()) : base;
  }

  private static void checkNonce(Execution block, Transaction transaction) {
    long expected = block.books().account(transaction.from()).nonce();
    if (transaction.nonce() < expected)
      throw new Refusal(
          "nonce %d was used, the next is %d".formatted(transaction.nonce(), expected));
    if (transaction.nonce() > expected)
      throw Refusal.ahead(
          () -> "nonce %d is ahead, the next is %d".formatted(transaction.nonce(), expected));
  }

  private static void payFee(Execution block, Transaction transaction) {
    Books books = block.books();
    Address from = transaction.from();
    long burnt = Amounts.share(transaction.fee(), block.parameter(Parameter.FEE_BURN_SHARE));
    String kind = transaction.body().kindName();
    books.charge(
        from,
        Kind.FEE,
        transaction.fee(),
        "fee of a " + kind + ", part burnt, the rest to the proposer",
        Cause.ofTransaction(transaction.id()));
    books.burn(burnt);
    books.collect(transaction.fee() - burnt);
    books.put(from, books.account(from).withNextNonce());
  }

  private static void applyBody(Execution block, Transaction transaction) {
    Address from = transaction.from();
    Hash id = transaction.id();
    switch (transaction.body()) {
      case Transfer body -> AccountRules.transfer(block, from, id, body);
      case Stake body -> AccountRules.stake(block, from, id, body);
      case Unstake body -> AccountRules.unstake(block, from, id, body);
      case TakeTicket body -> AccountRules.takeTicket(block, from, body);
      case ReturnTicket body -> AccountRules.returnTicket(block, from, body);
      case SubmitTask body -> SubmissionRules.submit(block, from, id, body);
      case CancelTask body -> SubmissionRules.cancel(block, from, body);
      case CommitCheckpoint body -> CheckpointRules.commit(block, from, body);
      case OpenUnit body -> OpeningRules.open(block, from, body);
      case Attest body -> VerdictRules.attest(block, from, body);
      case Challenge body -> VerdictRules.challenge(block, from, id, body);
      case ReportAudit body -> AuditRules.report(block, from, body);
      case RevealTest body -> EvaluationRules.reveal(block, from, body);
      case Evaluate body -> EvaluationRules.evaluate(block, from, body);
      case Note _ -> {} // The fee is all that it does to the ledger.
      case ValidatorBody body -> ValidatorRules.apply(block, transaction.sender(), id, body);
    }
  }

  private static long spending(Execution block, TransactionBody body) {
    return switch (body) {
      case Transfer transfer -> transfer.amount();
      case Stake stake -> stake.amount();
      case SubmitTask submit -> saturated(submit.reward(), submit.fee());
      case Challenge _ -> block.parameter(Parameter.CHALLENGE_DEPOSIT);
      case Unstake _, TakeTicket _, ReturnTicket _, CancelTask _, Note _, ValidatorBody _ -> 0;
      case CommitCheckpoint _, OpenUnit _, Attest _, ReportAudit _, RevealTest _, Evaluate _ -> 0;
    };
  }

  /** A sum that is the largest there is where it would be over that. */
  static long saturated(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
