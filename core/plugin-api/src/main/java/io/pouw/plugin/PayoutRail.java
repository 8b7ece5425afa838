package io.pouw.plugin;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A way to pay people outside or inside the chain. Idempotent by reference: paying the same
 * reference twice pays once.
 */
public interface PayoutRail extends ExtensionPoint {
  /** Such as {@code ledger} or {@code tron}. */
  String name();

  /** Why this text is no account of this rail; empty text if it is one. */
  String rejectAccount(String account);

  /**
   * Sends one batch and returns one outcome a payment, in order. Blocks; called on a virtual
   * thread.
   */
  List<Outcome> pay(List<Payment> batch);

  /**
   * One payment.
   *
   * @param reference unique for ever; a repeated one is not paid again
   * @param account of the receiver, in the rail's own form
   * @param amount in the rail's smallest unit, positive
   */
  record Payment(String reference, String account, long amount) {}

  /** What became of a payment. {@code proof}: transaction id or reason. */
  record Outcome(String reference, boolean accepted, String proof) {}
}
