package io.pouw.consensus;

import io.pouw.primitives.Hash;

/**
 * A block as consensus sees it: opaque but for its place in the chain. The id must be a
 * collision-resistant hash of everything that {@link #toBytes()} holds, parent, height and view
 * included. Genesis is a candidate too, of height 0 and view 0, final by definition.
 */
public interface Candidate {
  Hash id();

  Hash parent();

  /** One more than the parent's. */
  long height();

  /** The view in which it was proposed, greater than the parent's. */
  long view();

  byte[] toBytes();
}
