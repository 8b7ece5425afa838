package io.pouw.node.verticle;

import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Optional;

/** What the verticle hosts: a validator's engine or a follower. */
interface ConsensusMachine {
  List<ConsensusEffect> on(ConsensusInput input);

  /** A peer's channel has come up. */
  List<ConsensusEffect> connected(PublicKey peer);

  /** What to ask of a peer when nothing has come for a while. */
  List<ConsensusEffect> poll(PublicKey peer);

  /** The epoch that it runs. */
  Epoch epoch();

  /** Whether the owner of a key validates in the epoch. */
  default boolean isValidator(PublicKey key) {
    return epoch().validators().indexOf(key).isPresent();
  }

  Status status();

  /** What to tell those who do not validate about these blocks; empty if another does. */
  Optional<FinalizedChain> announcement(ConsensusEffect.Finalized finalized);

  /**
   * Where consensus stands, as this node sees it.
   *
   * @param epoch the number of the epoch that it is in
   * @param view that it is in; a follower's is that of its last block
   * @param finalizedHeight of the last final block
   * @param leader of the view, a follower's guess of the next
   * @param viewChanges views that ended without a block since the start
   * @param rejected messages that did not hold since the start
   */
  record Status(
      long epoch,
      long view,
      long finalizedHeight,
      Optional<Address> leader,
      long viewChanges,
      long rejected) {
    /** The same with the counts of machines that ran before added. */
    Status plus(long earlierViewChanges, long earlierRejected) {
      return new Status(
          epoch,
          view,
          finalizedHeight,
          leader,
          viewChanges + earlierViewChanges,
          rejected + earlierRejected);
    }
  }
}
