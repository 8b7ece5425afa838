package io.pouw.consensus;

/** A timer of the engine. Two timers that are equal are the same: setting it again replaces it. */
public sealed interface Timer {
  /** The time of a view has run out. */
  record View(long view) implements Timer {}

  /** Time to repeat what may have been lost. */
  record Resend() implements Timer {}
}
