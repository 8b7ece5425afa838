/** Transactions, blocks and the state transition. */
@NullMarked
package io.pouw.ledger;

import org.jspecify.annotations.NullMarked;
