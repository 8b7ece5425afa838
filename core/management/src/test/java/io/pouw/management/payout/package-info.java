@NullMarked
package io.pouw.management.payout;

import org.jspecify.annotations.NullMarked;
