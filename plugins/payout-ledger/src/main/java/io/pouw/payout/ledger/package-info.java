/** Payouts in PAI on the chain itself. */
@NullMarked
package io.pouw.payout.ledger;

import org.jspecify.annotations.NullMarked;
