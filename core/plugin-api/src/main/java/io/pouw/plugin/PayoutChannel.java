package io.pouw.plugin;

import java.util.List;

/**
 * A rail with its key and its network. Blocks; called on virtual threads, by one at a time.
 *
 * <p>The caller's part of paying once: it makes a {@link SignedPayment} durable before it
 * broadcasts it, broadcasts the very same bytes as often as it likes, and signs a payment anew only
 * after {@link #status} said {@link Status.Failed} of every earlier one. The rail's part: the same
 * bytes never pay twice, and {@code Failed} is final.
 */
public interface PayoutChannel extends AutoCloseable {
  /** Who pays, in the rail's own form. */
  String account();

  /** What the network is, for people: such as {@code nile, token TXYZ...}. */
  String network();

  /**
   * What can be paid out and what fees can be paid of, in smallest units.
   *
   * @throws PayoutException if the network does not answer
   */
  Funds funds();

  /**
   * What a batch will cost, asked of the network and rounded up.
   *
   * @throws PayoutException if the network does not answer
   */
  Quote quote(List<Payment> batch);

  /**
   * Signs a transfer for each payment, in order. Two payments never get the same transfer id, even
   * to the same account. Nothing is sent; the network is asked for its newest block at most.
   *
   * @throws PayoutException if the network does not answer, or an account is none of this rail
   */
  List<SignedPayment> sign(List<Payment> batch);

  /**
   * Sends it; harmless if it was sent before.
   *
   * @throws PayoutException if the network does not answer: it may have arrived all the same
   */
  Receipt broadcast(SignedPayment payment);

  /**
   * What became of it.
   *
   * @throws PayoutException if the network does not answer
   */
  Status status(SignedPayment payment);

  @Override
  void close();

  /**
   * One payment.
   *
   * @param reference of the payer, unique for ever
   * @param account of the receiver, in the rail's own form
   * @param amount in the rail's smallest unit, positive
   */
  record Payment(String reference, String account, long amount) {
    public Payment {
      if (amount <= 0)
        throw new IllegalArgumentException(
            reference + ": the amount is " + amount + ", expected 1 or more");
    }
  }

  /**
   * A signed transfer, ready to be sent by anybody.
   *
   * @param id of the transaction, follows from the bytes
   * @param bytes complete; not copied, not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // opaque to everybody but its rail
  record SignedPayment(String reference, String id, byte[] bytes) {}

  /**
   * Whether the network took it. A refusal is no proof that it will never be included.
   *
   * @param reason of a refusal, empty otherwise
   */
  record Receipt(boolean accepted, String reason) {}

  /**
   * What is there.
   *
   * @param amount in units of {@link PayoutRail#unit}
   * @param feeAmount in units of {@link PayoutRail#feeUnit}
   */
  record Funds(long amount, long feeAmount) {}

  /**
   * An estimate.
   *
   * @param fee of the whole batch, in units of {@link PayoutRail#feeUnit}
   * @param detail of what it is made, for people
   */
  record Quote(long fee, String detail) {}

  /** What became of a transfer. */
  sealed interface Status {
    /** The network does not know it, or no longer: it may be sent again. */
    record Unseen() implements Status {}

    /**
     * Known, not final.
     *
     * @param block that holds it and may still go; empty if it waits for one
     */
    record Pending(String block) implements Status {}

    /** Paid, for good. {@code fee} in units of {@link PayoutRail#feeUnit}. */
    record Confirmed(String block, long fee) implements Status {}

    /**
     * Will never pay.
     *
     * @param retry whether another transfer may fare better
     * @param fee that was lost, in units of {@link PayoutRail#feeUnit}
     */
    record Failed(String reason, boolean retry, long fee) implements Status {}
  }
}
