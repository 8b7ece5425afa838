package io.pouw.consensus;

/** Bounds of what is decoded, kept and sent. */
final class Limits {
  static final int MAX_VALIDATORS = 1_024;

  /** A block. */
  static final int MAX_CANDIDATE_BYTES = 8 << 20;

  static final int MAX_MESSAGE_BYTES = 64 << 20;

  /**
   * Blocks in one message; a {@link FinalizedChain} has to reach from one finalization to the next.
   */
  static final int MAX_BLOCKS = 4_096;

  /** Blocks asked for and sent at once when catching up. */
  static final int BLOCK_BATCH = 64;

  /** Bytes after which no further block is put into an answer. */
  static final int BATCH_BYTES = 4 << 20;

  /** Certificates in one message: a parent's and the nullifications after it. */
  static final int MAX_CERTIFICATES = 65;

  /** How far ahead of the own view votes are kept, and how far behind they are still counted. */
  static final long VOTE_WINDOW = 64;

  /** How far ahead of the own view proposals are kept. */
  static final long PROPOSAL_WINDOW = 8;

  /** Missing blocks that are asked for at one time. */
  static final int MAX_WANTED = 16;

  /** Finalize votes that are repeated. */
  static final int MAX_RESENT_VOTES = 8;

  /** Proofs of equivocation kept for the status. */
  static final int MAX_EQUIVOCATIONS = 64;

  private Limits() {}
}
