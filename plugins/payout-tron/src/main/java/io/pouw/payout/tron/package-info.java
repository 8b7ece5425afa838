/** Payouts in USDT-TRC20 over TRON. */
@NullMarked
package io.pouw.payout.tron;

import org.jspecify.annotations.NullMarked;
