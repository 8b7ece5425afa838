package io.pouw.consensus;

/** What a vote says about a view. The order is part of the encoding and of what is signed. */
public enum VoteKind {
  /** This block is valid and extends what went before: the first vote for a block. */
  NOTARIZE,
  /** The time of this view has run out; let it stay empty. */
  NULLIFY,
  /** The block was notarised in time, and its voter will never nullify this view. */
  FINALIZE
}
