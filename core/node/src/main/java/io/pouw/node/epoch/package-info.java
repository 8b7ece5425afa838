/** Epochs as the ledger decides them and consensus needs them, and how a stranger checks them. */
@NullMarked
package io.pouw.node.epoch;

import org.jspecify.annotations.NullMarked;
