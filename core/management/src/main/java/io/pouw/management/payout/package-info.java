/**
 * Payouts: who is owed what, in which batch it goes out, and that it goes out once. The rules are
 * pure; {@link io.pouw.management.payout.PayoutEngine} carries them out against a store and a rail.
 */
@NullMarked
package io.pouw.management.payout;

import org.jspecify.annotations.NullMarked;
