/**
 * Policies, rate limits, bans and alerts. Pure: time comes in as an argument, as nanoseconds of any
 * monotonic clock where only differences count ({@code nowNanos}), as milliseconds since 1970 where
 * it is recorded ({@code timestampMs}).
 */
@NullMarked
package io.pouw.security;

import org.jspecify.annotations.NullMarked;
