package io.pouw.node.verticle;

import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.Follower;
import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Optional;

/** A node that does not vote, as the verticle hosts it. */
final class FollowerMachine implements ConsensusMachine {
  private final Follower follower;
  private final ConsensusSettings settings;

  FollowerMachine(Follower follower, ConsensusSettings settings) {
    this.follower = follower;
    this.settings = settings;
  }

  @Override
  public List<ConsensusEffect> on(ConsensusInput input) {
    return input instanceof ConsensusInput.MessageReceived received
        ? follower.on(received.from(), received.message())
        : List.of();
  }

  @Override
  public List<ConsensusEffect> connected(PublicKey peer) {
    return isValidator(peer) ? follower.connected(peer) : List.of();
  }

  @Override
  public List<ConsensusEffect> poll(PublicKey peer) {
    return follower.connected(peer);
  }

  @Override
  public Epoch epoch() {
    return settings.epoch();
  }

  @Override
  public Status status() {
    var head = follower.head();
    long next = Math.max(head.view(), epoch().baseView()) + 1;
    return new Status(
        epoch().number(),
        head.view(),
        head.height(),
        Optional.of(settings.leaders().leader(next).key().address()),
        0,
        0);
  }

  @Override
  public Optional<FinalizedChain> announcement(ConsensusEffect.Finalized finalized) {
    return Optional.empty();
  }
}
