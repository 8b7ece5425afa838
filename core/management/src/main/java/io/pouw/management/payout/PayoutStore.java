package io.pouw.management.payout;

import io.pouw.plugin.PayoutChannel.SignedPayment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine remembers. Each method is one transaction: all of it or nothing, and what was
 * committed survives the death of the process. Blocks; safe for many threads and processes.
 */
interface PayoutStore {
  /**
   * Keeps requests; those that are there already are left alone.
   *
   * @return how many were new
   * @throws IllegalArgumentException if a reference is taken by another request
   */
  int add(List<PayoutRequest> requests, String actor, long nowMs);

  /** Requests that wait for a batch, oldest first. */
  List<BatchPlan.Open> open(String rail, int limit);

  /** What was put into batches on a day and did not fail. */
  long spent(String rail, long epochDay);

  /** What is in batches and neither paid nor given up. */
  long outstanding(String rail);

  /** When the last batch was made. */
  Optional<Long> lastBatchMs(String rail);

  void hold(String rail, List<String> references, long nowMs);

  /**
   * Lets requests go on, or ends them.
   *
   * @throws IllegalStateException if it is not held
   */
  void decide(String reference, boolean approve, String actor, long nowMs);

  /**
   * Puts a payment that was given up back to be tried once more.
   *
   * @throws IllegalStateException if it was not given up
   */
  void revive(String reference, String actor, long nowMs);

  /**
   * Makes a batch; its requests are no longer open.
   *
   * @throws IllegalStateException if one of them is not open any more; nothing is kept then
   */
  long createBatch(
      String rail, List<BatchPlan.Payment> payments, long feeEach, long nowMs, long epochDay);

  /** Payments in a status that are due, oldest first. */
  List<StoredPayment> due(String rail, Collection<PayoutStatus> statuses, long nowMs, int limit);

  /** The present transfers of payments, by the payment's id. */
  Map<Long, StoredTransfer> transfers(Collection<StoredPayment> payments);

  /**
   * Keeps signed transfers, of which every earlier one has to be dead; durable against a loss of
   * power when it returns.
   *
   * @throws IllegalStateException if a payment is not as it was; nothing is kept then
   */
  void signed(List<StoredPayment> payments, List<SignedPayment> transfers, long nowMs);

  /** Keeps steps; those of payments that are not as they were are dropped. */
  void apply(List<PaymentChange> changes, long nowMs);

  void note(String rail, String subject, String event, String detail, long nowMs);

  Optional<PayoutView> find(String reference);

  /** Newest first. */
  List<PayoutView> list(PayoutFilter filter);

  /** Oldest first. */
  List<AuditEntry> audit(String subject, int limit);

  /** How much there is of everything on a rail. */
  PayoutFigures figures(String rail, long epochDay);
}
