package io.pouw.node.verticle;

import io.pouw.node.NodeStores;
import io.pouw.node.api.ClusterStatus;
import io.pouw.storage.OwnVotes;
import io.pouw.storage.RestoredMark;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a node has in common with the other members of its cluster.
 *
 * @param crew who does units for it
 * @param votes where the validator's votes are kept for all members; empty for the node's own disk
 * @param status how the cluster is; empty if there is none; does not block
 */
public record ClusterSeat(
    UnitCrew crew, Optional<OwnVotes> votes, Supplier<Optional<ClusterStatus>> status) {
  /** A node that is all of itself. */
  public static final ClusterSeat ALONE =
      new ClusterSeat(UnitCrew.NOBODY, Optional.empty(), Optional::empty);

  /**
   * The disk of consensus. With shared votes the folder's own record is no longer all: it is marked
   * so that a start without the cluster listens before it votes, and what it holds from before the
   * cluster counts as voted.
   */
  ConsensusDisk disk(NodeStores stores) {
    var mark = new RestoredMark(stores.folder());
    if (votes.isEmpty())
      return new ConsensusDisk(stores.votes(), stores.chain(), Optional.of(mark));
    OwnVotes shared = votes.get();
    long before = stores.votes().highestView();
    if (before > shared.highestView()) shared.silence(before);
    mark.set();
    return new ConsensusDisk(shared, stores.chain(), Optional.empty());
  }
}
