package io.pouw.node.cli;

import io.pouw.primitives.Hash;

/** Ids of pools and distributions as people type them. */
final class PoolId {
  private PoolId() {}

  /**
   * Reads a pool's id.
   *
   * @throws IllegalArgumentException if it is none, saying where they are listed
   */
  static Hash parse(String text) {
    return parse("pool", text, "pouw pool list");
  }

  /** The same of a distribution. */
  static Hash distribution(String text) {
    return parse("distribution", text, "pouw pool distributions POOL");
  }

  private static Hash parse(String what, String text, String where) {
    try {
      return Hash.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no id of a %s, which has 64 hexadecimal digits: see %s"
              .formatted(text, what, where),
          e);
    }
  }
}
