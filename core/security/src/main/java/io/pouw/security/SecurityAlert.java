package io.pouw.security;

import io.pouw.primitives.Address;

/**
 * Something that an operator should know of.
 *
 * @param kind what happened
 * @param sourcePeer who caused it
 * @param detail what was seen, with the values
 * @param timestampMs when, in milliseconds since 1970
 */
public record SecurityAlert(AlertKind kind, Address sourcePeer, String detail, long timestampMs) {
  @Override
  public String toString() {
    return "Security alert: " + kind.label() + " from " + sourcePeer + ": " + detail;
  }
}
