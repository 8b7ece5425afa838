package io.pouw.consensus;

import io.pouw.primitives.VoteStatement;

/** What a vote says about a view. The order is part of the encoding. */
public enum VoteKind {
  /** This block is valid and extends what went before: the first vote for a block. */
  NOTARIZE(VoteStatement.NOTARIZE),
  /** The time of this view has run out; let it stay empty. */
  NULLIFY(VoteStatement.NULLIFY),
  /** The block was notarised in time, and its voter will never nullify this view. */
  FINALIZE(VoteStatement.FINALIZE);

  private final int number;

  VoteKind(int number) {
    this.number = number;
  }

  /** The kind's number in what is signed. */
  int number() {
    return number;
  }
}
