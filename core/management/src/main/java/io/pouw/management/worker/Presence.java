package io.pouw.management.worker;

/**
 * What was heard of a worker in a stretch of time.
 *
 * @param heard intervals in which a heartbeat came; two in one interval count once
 * @param latencyMicros median of what was measured, 0 if nothing was
 */
public record Presence(long heard, long latencyMicros) {
  public static final Presence NONE = new Presence(0, 0);
}
