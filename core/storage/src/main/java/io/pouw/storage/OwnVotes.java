package io.pouw.storage;

import io.pouw.primitives.VoteStatement;
import java.util.List;

/**
 * The votes that a validator has cast, so that it never contradicts one: on the disk of one node
 * ({@link VoteStore}), or in the database that the members of a cluster share ({@link
 * io.pouw.storage.sql.SharedVotes}). Calls block.
 */
public interface OwnVotes {
  /**
   * Keeps a vote. Durable when it returns: only then may the vote leave the node.
   *
   * @param statement what it says
   * @param record what {@link #above} gives back, 9 MiB at most
   * @throws StorageException if it could not be kept, or may not be cast: it never leaves then
   */
  void persist(VoteStatement statement, byte[] record);

  /** The kept votes of all views greater than this one, by view, then as cast. */
  List<byte[]> above(long view);

  /** Some votes of views lower than this one may be forgotten: those views are final. */
  void pruneBelow(long view);

  /** Takes all views up to this one for voted in. Durable when it returns. */
  void silence(long view);

  /** The view up to which this validator has promised silence; 0 if it has not. */
  long silentUpTo();

  /** Below this view votes may have been cast that are no longer kept. */
  long forgottenBelow();

  /** The highest view that may have been voted in; -1 if there is none. */
  long highestView();
}
