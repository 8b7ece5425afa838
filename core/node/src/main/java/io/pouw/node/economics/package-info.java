/** The management of workers, pools, scores and payouts as one node hosts it. */
@NullMarked
package io.pouw.node.economics;

import org.jspecify.annotations.NullMarked;
