package io.pouw.management.payout;

import java.util.Optional;

/**
 * Which payouts are meant.
 *
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record PayoutFilter(
    Optional<String> rail,
    Optional<PayoutStatus> status,
    Optional<String> member,
    int skip,
    int limit) {
  public static final int MAX_LIMIT = 100_000;

  public PayoutFilter {
    if (limit < 1 || limit > MAX_LIMIT || skip < 0)
      throw new IllegalArgumentException(
          "%d payouts after %d, expected 1 to %d after 0 or more"
              .formatted(limit, skip, MAX_LIMIT));
  }

  public static PayoutFilter all(int limit) {
    return new PayoutFilter(Optional.empty(), Optional.empty(), Optional.empty(), 0, limit);
  }
}
