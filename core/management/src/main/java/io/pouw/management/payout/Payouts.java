package io.pouw.management.payout;

import io.pouw.storage.sql.SqlStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The desk of payouts: takes requests and decisions, and shows what became of them. Blocks. */
public final class Payouts {
  private static final int AUDIT_LIMIT = 10_000;

  private final PayoutStore store;
  private final BinaryOperator<String> rejectAccount;
  private final InstantSource clock;

  /**
   * On a store.
   *
   * @param rejectAccount why a rail (first) does not pay to an account (second); empty if it does
   */
  public Payouts(SqlStore sql, BinaryOperator<String> rejectAccount, InstantSource clock) {
    this.store = new SqlPayouts(sql);
    this.rejectAccount = rejectAccount;
    this.clock = clock;
  }

  /**
   * Takes requests in, all or none. One that is there already is left alone, so a caller that does
   * not know whether it was heard asks again.
   *
   * @param actor who asks
   * @return how many were new
   * @throws IllegalArgumentException if an account is none of its rail, or a reference is taken by
   *     another request
   */
  public int request(List<PayoutRequest> requests, String actor) {
    for (PayoutRequest each : requests) {
      String problem = rejectAccount.apply(each.rail(), each.account());
      if (!problem.isEmpty()) throw new IllegalArgumentException(each.reference() + ": " + problem);
    }
    return store.add(requests, actor, clock.millis());
  }

  /**
   * Lets a held request go on.
   *
   * @throws IllegalStateException if it is not held
   */
  public void approve(String reference, String actor) {
    store.decide(reference, true, actor, clock.millis());
  }

  /**
   * Declines a held request for good.
   *
   * @throws IllegalStateException if it is not held
   */
  public void refuse(String reference, String actor) {
    store.decide(reference, false, actor, clock.millis());
  }

  /**
   * Tries a payment that was given up once more.
   *
   * @throws IllegalStateException if it was not given up
   */
  public void retry(String reference, String actor) {
    store.revive(reference, actor, clock.millis());
  }

  public Optional<PayoutView> find(String reference) {
    return store.find(reference);
  }

  /** Newest first. */
  public List<PayoutView> list(PayoutFilter filter) {
    return store.list(filter);
  }

  /** What happened to a request or its payment, oldest first. */
  public List<AuditEntry> audit(String reference) {
    return store.audit(reference, AUDIT_LIMIT);
  }
}
