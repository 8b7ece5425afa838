package io.pouw.management.payout;

import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutChannel.Payment;
import io.pouw.plugin.PayoutChannel.Receipt;
import io.pouw.plugin.PayoutChannel.SignedPayment;
import io.pouw.plugin.PayoutChannel.Status;
import io.pouw.plugin.PayoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The way of payments from batched to paid: signing, sending, and looking what became of it. */
final class TransferSteps {
  /** Payments whose steps are kept by one transaction. */
  private static final int CHUNK = 100;

  private static final int TURN_LIMIT = 20_000;

  /** After a refusal, before the next look. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

  /** A transfer may cost so much more than estimated, in percent, before somebody is told. */
  private static final long FEE_TOLERANCE = 20;

  private final String rail;
  private final PayoutStore store;
  private final PayoutChannel channel;
  private final PayoutRules rules;
  private final InstantSource clock;

  TransferSteps(
      String rail,
      PayoutStore store,
      PayoutChannel channel,
      PayoutRules rules,
      InstantSource clock) {
    this.rail = rail;
    this.store = store;
    this.channel = channel;
    this.rules = rules;
    this.clock = clock;
  }

  /** What was done in a turn. */
  static final class Count {
    final List<String> problems = new ArrayList<>();
    int signed;
    int broadcast;
    int confirmed;
  }

  /** Signs what is due to be signed, and keeps it. */
  void sign(Count count) {
    List<StoredPayment> due =
        store.due(
            rail,
            Set.of(PayoutStatus.BATCHED, PayoutStatus.RETRIED),
            clock.millis(),
            PayoutRules.BATCH_LIMIT);
    if (due.isEmpty()) return;
    List<SignedPayment> signed =
        channel.sign(
            due.stream()
                .map(each ->
                    new Payment(
                        each.transferReference(each.attempt() + 1), each.account(), each.amount()))
                .toList());
    store.signed(due, signed, clock.millis());
    count.signed += due.size();
  }

  /** Looks what became of transfers, and sends those that the network does not have. */
  void settle(Set<PayoutStatus> statuses, Count count) {
    List<StoredPayment> due = store.due(rail, statuses, clock.millis(), TURN_LIMIT);
    for (int from = 0; from < due.size(); from += CHUNK)
      if (!settle(due.subList(from, Math.min(due.size(), from + CHUNK)), count)) return;
  }

  /** Whether the network answered to the end; what it had answered until then is kept. */
  private boolean settle(List<StoredPayment> payments, Count count) {
    Map<Long, StoredTransfer> transfers = store.transfers(payments);
    var changes = new ArrayList<PaymentChange>();
    boolean answered = true;
    try {
      for (StoredPayment each : payments) changes.add(look(each, transfer(each, transfers), count));
    } catch (PayoutException e) {
      count.problems.add(String.valueOf(e.getMessage()));
      answered = false;
    }
    store.apply(changes, clock.millis());
    return answered;
  }

  private static StoredTransfer transfer(
      StoredPayment payment, Map<Long, StoredTransfer> transfers) {
    StoredTransfer transfer = transfers.get(payment.id());
    if (transfer == null)
      throw new IllegalStateException(
          "the signed transfer of payment " + payment.id() + " is not in the store");
    return transfer;
  }

  private PaymentChange look(StoredPayment payment, StoredTransfer transfer, Count count) {
    var signed =
        new SignedPayment(
            payment.transferReference(transfer.attempt()), transfer.id(), transfer.bytes());
    // Sending is harmless if it was sent before; only who was refused has to look first.
    if (payment.status() == PayoutStatus.SIGNED && payment.reason().isEmpty())
      return send(payment, signed, transfer, "broadcast", count);
    return switch (channel.status(signed)) {
      case Status.Unseen _ -> sendAgain(payment, signed, transfer, count);
      case Status.Pending pending -> pending(payment, transfer, pending);
      case Status.Confirmed confirmed -> confirmed(payment, confirmed, count);
      case Status.Failed failed -> failed(payment, transfer, failed);
    };
  }

  private PaymentChange sendAgain(
      StoredPayment payment, SignedPayment signed, StoredTransfer transfer, Count count) {
    boolean lost = !transfer.seen().isEmpty();
    if (lost)
      store.note(
          rail, payment.reference(), "reorganised", transfer.seen() + " is gone", clock.millis());
    return send(payment, signed, transfer, "sent again", count);
  }

  private PaymentChange send(
      StoredPayment payment,
      SignedPayment signed,
      StoredTransfer transfer,
      String event,
      Count count) {
    Receipt receipt = channel.broadcast(signed);
    if (!receipt.accepted()) {
      count.problems.add(payment.reference() + ": " + receipt.reason());
      long later = clock.millis() + AFTER_REFUSAL.toMillis();
      return new PaymentChange(
          payment,
          payment.status(),
          later,
          receipt.reason(),
          0,
          "",
          false,
          "refused",
          receipt.reason());
    }
    count.broadcast++;
    return PaymentChange.to(
        PayoutStatus.BROADCAST, payment, clock.millis(), "", event, transfer.id());
  }

  private PaymentChange pending(
      StoredPayment payment, StoredTransfer transfer, Status.Pending pending) {
    boolean moved = !pending.block().equals(transfer.seen());
    boolean lost = moved && !transfer.seen().isEmpty();
    String event = lost ? "reorganised" : moved ? "included" : "";
    String detail =
        lost ? "from " + transfer.seen() + " to " + place(pending.block()) : place(pending.block());
    return PaymentChange.to(
        PayoutStatus.BROADCAST, payment, clock.millis(), pending.block(), event, detail);
  }

  private static String place(String block) {
    return block.isEmpty() ? "the pool" : block;
  }

  private PaymentChange confirmed(StoredPayment payment, Status.Confirmed confirmed, Count count) {
    count.confirmed++;
    long most = Math.ceilDiv(payment.feeEstimate() * (100 + FEE_TOLERANCE), 100L);
    boolean dear = payment.feeEstimate() > 0 && confirmed.fee() > most;
    if (dear)
      count.problems.add(
          "%s cost %d, estimated %d"
              .formatted(payment.reference(), confirmed.fee(), payment.feeEstimate()));
    return new PaymentChange(
        payment,
        PayoutStatus.CONFIRMED,
        clock.millis(),
        "",
        confirmed.fee(),
        confirmed.block(),
        false,
        "confirmed",
        "%s, fee %d, estimated %d%s"
            .formatted(
                confirmed.block(), confirmed.fee(), payment.feeEstimate(), dear ? ": dearer" : ""));
  }

  private PaymentChange failed(
      StoredPayment payment, StoredTransfer transfer, Status.Failed failed) {
    boolean again = failed.retry() && payment.attempt() < rules.maxAttempts();
    long due = clock.millis() + (again ? rules.retryAfter(payment.attempt()).toMillis() : 0);
    return new PaymentChange(
        payment,
        again ? PayoutStatus.RETRIED : PayoutStatus.FAILED,
        due,
        failed.reason(),
        failed.fee(),
        "",
        true,
        again ? "retry" : "failed",
        transfer.id() + ": " + failed.reason());
  }
}
