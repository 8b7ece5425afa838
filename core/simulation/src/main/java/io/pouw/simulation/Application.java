package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.CandidateCodec;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Equivocation;
import io.pouw.ledger.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a network orders. One for a whole simulation; every node opens its own part of it. */
interface Application {
  Candidate genesis();

  CandidateCodec codec();

  /** The epoch of the height after a block that is final for somebody honest. */
  Epoch epochAfter(Candidate finalized);

  /** A node's part, as it was before it ever ran. */
  Part open(int node);

  /**
   * Checks a block that an honest node takes for final, the first time that any does, against the
   * rules that must hold whatever happens.
   *
   * @throws InvariantViolation if it breaks one
   */
  void finalizedFirst(Candidate block);

  /** One node's part: its state after the final chain, and above it. */
  interface Part {
    /** The epoch of the next height. */
    Epoch epoch();

    /** Whether there is anything at all that waits to be ordered. */
    boolean hasWork();

    /** Begins anew, after a start, with these final blocks at hand, the newest last. */
    void restart(List<Candidate> stored);

    /** Whether the state after this block is known. */
    boolean knows(Candidate block);

    /**
     * A block on a parent whose state is known.
     *
     * @param evenEmpty whether a block is wanted that orders nothing
     */
    Optional<Candidate> build(Candidate parent, long view, Duration now, boolean evenEmpty);

    /** Whether there is something to order on top of this block. */
    boolean hasWork(Candidate parent);

    /** Why a block is invalid; executes it on its parent otherwise. */
    Optional<String> validate(Candidate block);

    /**
     * What a liar shows: another block of the same height and view.
     *
     * @param valid whether others may find it valid
     */
    Candidate rival(Candidate first, boolean valid, SplitMix64 random);

    /** What a liar shows: a block of a view on some parent, in its turn or not. */
    Candidate stray(Candidate parent, long view, SplitMix64 random);

    /**
     * A transaction that shows a proof of misbehaviour of an epoch's validator, if there can be.
     */
    Optional<Transaction> accusation(Equivocation found, Epoch epoch);

    /** These blocks are final. */
    void commit(List<Candidate> chain);

    /**
     * Takes a transaction in.
     *
     * @return whether it was new and is worth telling others
     */
    boolean offer(Transaction transaction);
  }
}
