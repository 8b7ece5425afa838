package io.pouw.consensus.sync;

import io.pouw.primitives.Hash;

/**
 * A block that the operator knows from elsewhere to be final. It guards a newcomer against a chain
 * that was made up with the keys of former validators (weak subjectivity: V. Buterin, 2014).
 *
 * @param height at least 1
 */
public record TrustedCheckpoint(long height, Hash id) {
  public TrustedCheckpoint {
    if (height < 1)
      throw new IllegalArgumentException(
          "a trusted checkpoint of height " + height + ", expected at least 1");
  }

  /**
   * Reads {@code HEIGHT:HASH}.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  public static TrustedCheckpoint parse(String text) {
    int colon = text.indexOf(':');
    try {
      if (colon > 0)
        return new TrustedCheckpoint(
            Long.parseLong(text.substring(0, colon)), Hash.parse(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw expected(text, e);
    }
    throw expected(text, new IllegalArgumentException("there is no colon"));
  }

  private static IllegalArgumentException expected(String text, IllegalArgumentException why) {
    return new IllegalArgumentException(
        "'%s' is no trusted checkpoint (%s): expected HEIGHT:HASH, a height from 1 and the block id"
                .formatted(text, why.getMessage())
            + " of 64 hexadecimal digits",
        why);
  }

  @Override
  public String toString() {
    return height + ":" + id;
  }
}
