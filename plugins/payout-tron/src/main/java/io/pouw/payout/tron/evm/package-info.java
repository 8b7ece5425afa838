/** An interpreter of the Ethereum virtual machine with TRON's prices. */
@NullMarked
package io.pouw.payout.tron.evm;

import org.jspecify.annotations.NullMarked;
