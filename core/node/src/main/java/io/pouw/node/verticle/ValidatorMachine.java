package io.pouw.node.verticle;

import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.SimplexEngine;
import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Optional;

/** A validator's engine as the verticle hosts it. */
final class ValidatorMachine implements ConsensusMachine {
  private final SimplexEngine engine;
  private final ConsensusSettings settings;
  private final PublicKey self;

  ValidatorMachine(SimplexEngine engine, ConsensusSettings settings, PublicKey self) {
    this.engine = engine;
    this.settings = settings;
    this.self = self;
  }

  @Override
  public List<ConsensusEffect> on(ConsensusInput input) {
    return engine.on(input);
  }

  @Override
  public List<ConsensusEffect> connected(PublicKey peer) {
    return List.of();
  }

  @Override
  public List<ConsensusEffect> poll(PublicKey peer) {
    return List.of();
  }

  @Override
  public Epoch epoch() {
    return settings.epoch();
  }

  @Override
  public Status status() {
    var status = engine.status();
    return new Status(
        status.epoch(),
        status.view(),
        status.finalizedHeight(),
        Optional.of(status.leader().address()),
        status.viewChanges(),
        status.rejected());
  }

  /** The proposer of the last block tells, so that each follower hears it about once. */
  @Override
  public Optional<FinalizedChain> announcement(ConsensusEffect.Finalized finalized) {
    var last = (BlockCandidate) finalized.chain().getLast();
    return last.block().header().proposer().equals(self)
        ? Optional.of(FinalizedChain.of(finalized))
        : Optional.empty();
  }
}
