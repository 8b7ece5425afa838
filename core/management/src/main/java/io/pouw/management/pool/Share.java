package io.pouw.management.pool;

import io.pouw.primitives.Address;

/**
 * What one member is to be paid of a distribution.
 *
 * @param member who did the work
 * @param account where its pay goes, in the words of the payout rail that the pool pays by
 * @param amount in the smallest unit of the distribution's currency, positive
 * @param reference names the distribution and the member; the same share always has the same, so a
 *     payout that was asked for twice is made once
 */
public record Share(Address member, String account, long amount, String reference) {}
