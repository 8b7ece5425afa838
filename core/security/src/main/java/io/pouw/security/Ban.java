package io.pouw.security;

/**
 * A peer that is refused for a while.
 *
 * @param untilMs milliseconds since 1970 from which on it may come back
 * @param count how many bans it has had, this one included
 * @param reason what it did
 */
public record Ban(long untilMs, int count, String reason) {
  public boolean holds(long timestampMs) {
    return timestampMs < untilMs;
  }
}
