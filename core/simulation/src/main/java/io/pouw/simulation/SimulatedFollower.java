package io.pouw.simulation;

import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.Follower;
import io.pouw.primitives.PublicKey;
import org.jspecify.annotations.Nullable;

/** A node that only follows. */
final class SimulatedFollower extends SimulatedNode {
  private @Nullable Follower follower;

  SimulatedFollower(World world, int index) {
    super(world, index);
  }

  @Override
  void boot() {
    var fresh =
        new Follower(
            world.chainId,
            world.validators,
            world.signatures.verifier(),
            world.application.codec(),
            disk.head());
    follower = fresh;
    execute(fresh.connected(world.key(0)));
  }

  @Override
  void handle(PublicKey from, ConsensusMessage message) {
    if (follower != null) execute(follower.on(from, message));
  }

  @Override
  void apply(ConsensusEffect effect) {
    Invariants.require(
        effect instanceof ConsensusEffect.Reported, "a follower asks its host for " + effect);
  }

  @Override
  void finalizedNow(Finalized finalized) {}

  @Override
  void offered() {}
}
