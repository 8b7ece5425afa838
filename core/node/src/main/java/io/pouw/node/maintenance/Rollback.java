package io.pouw.node.maintenance;

import io.pouw.storage.ChainStore;
import io.pouw.storage.UndoRecord;
import io.pouw.storage.VoteStore;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the last blocks of a stopped node back. The node fetches them again when it runs; what it
 * voted stays on its disk, so that a validator does not contradict itself.
 */
public final class Rollback {
  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  private Rollback() {}

  /**
   * Goes back by one block, or by as many as lie between two that have a certificate of their own.
   *
   * @return the height now
   */
  public static long byOne(StoppedNode node) {
    if (node.height() == 0) throw new IllegalArgumentException("there is no block to roll back");
    long to = node.height() - 1;
    while (to > first(node) && node.certificate(to).isEmpty()) to--;
    return to(node, to);
  }

  /**
   * Goes back to a height.
   *
   * @return the height
   * @throws IllegalArgumentException if the node cannot go there, saying where it can
   */
  public static long to(StoppedNode node, long height) {
    ChainStore chain = node.chain();
    long least = first(node) == 1 ? 0 : first(node);
    if (height < least || height > node.height())
      throw new IllegalArgumentException(
          "cannot roll back to %d: the blocks kept are %d to %d, expected %d to %d"
              .formatted(height, first(node), node.height(), least, node.height()));
    if (height > 0 && node.certificate(height).isEmpty())
      throw new IllegalArgumentException(
          "cannot roll back to %d: it became final by the certificate of a later block; expected a"
                  .formatted(height)
              + " height such as "
              + certified(node, height));
    requireUndo(chain, node.height(), height);
    for (long at = node.height(); at > height; at = chain.revert())
      LOG.debug("height {} is taken back", at);
    return height;
  }

  /** Looks down the whole way first, so that a rollback is done as a whole or not begun. */
  private static void requireUndo(ChainStore chain, long from, long to) {
    for (long at = from; at > to; ) {
      Optional<UndoRecord> undo = chain.undo(at);
      if (undo.isEmpty())
        throw new IllegalArgumentException(
            "cannot roll back to %d: the state can be had back to height %d; restore a backup, or"
                    .formatted(to, at)
                + " reset the node and let it fetch the chain again");
      at = undo.get().below();
    }
  }

  /**
   * Up to which view a validator does not vote after this: votes above the last block were
   * forgotten when their views were final. Empty if all of them are known, and can be repeated.
   */
  public static OptionalLong silentUpTo(StoppedNode node) {
    VoteStore votes = node.stores().votes();
    long view = node.height() == 0 ? 0 : node.block(node.height()).header().view();
    return votes.forgottenBelow() > view + 1
        ? OptionalLong.of(votes.highestView())
        : OptionalLong.empty();
  }

  private static long first(StoppedNode node) {
    return node.chain().firstHeight().orElse(0);
  }

  private static long certified(StoppedNode node, long above) {
    long height = above;
    while (height < node.height() && node.certificate(height).isEmpty()) height++;
    return height;
  }
}
