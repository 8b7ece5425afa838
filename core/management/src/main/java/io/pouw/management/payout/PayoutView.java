package io.pouw.management.payout;

import java.util.Optional;

/**
 * A request and what became of it.
 *
 * @param status of the payment, if there is one
 * @param transfer id of the last signed transfer
 * @param fee what the payment has cost so far, all of its requests together
 * @param requestedMs when it was asked for
 */
public record PayoutView(
    PayoutRequest request,
    PayoutStatus status,
    String approvedBy,
    long requestedMs,
    Optional<Long> batch,
    int attempt,
    Optional<String> transfer,
    String block,
    long fee,
    String reason) {}
