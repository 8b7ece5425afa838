/** Payouts as one node hosts them: rails from plugins, rules from the configuration. */
@NullMarked
package io.pouw.node.payout;

import org.jspecify.annotations.NullMarked;
