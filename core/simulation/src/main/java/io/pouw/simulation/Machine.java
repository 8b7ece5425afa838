package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.CandidateCodec;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.EngineHoldings;
import io.pouw.consensus.EngineStatus;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Follower;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.SimplexEngine;
import io.pouw.consensus.VoteSigner;
import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Optional;

/** What a node runs in an epoch: the engine of a validator, or a follower. */
sealed interface Machine {
  Epoch epoch();

  List<ConsensusEffect> on(ConsensusInput input);

  List<ConsensusEffect> received(PublicKey from, ConsensusMessage message);

  /** A peer is worth asking for what this node may have missed. */
  List<ConsensusEffect> ask(PublicKey peer);

  Optional<EngineStatus> status();

  /** What a validator's engine keeps. */
  Optional<EngineHoldings> holdings();

  /** The machine for a key in an epoch. */
  static Machine of(
      ConsensusSettings settings, VoteSigner signer, CandidateCodec codec, Recovered recovered) {
    Candidate head = recovered.lastFinalized();
    return settings.validators().indexOf(signer.publicKey()).isPresent()
        ? new Voting(settings.epoch(), new SimplexEngine(settings, signer, codec, recovered))
        : new Following(settings.epoch(), new Follower(settings, codec, head));
  }

  /** A validator. */
  record Voting(Epoch epoch, SimplexEngine engine) implements Machine {
    @Override
    public List<ConsensusEffect> on(ConsensusInput input) {
      return engine.on(input);
    }

    @Override
    public List<ConsensusEffect> received(PublicKey from, ConsensusMessage message) {
      return engine.on(new ConsensusInput.MessageReceived(from, message));
    }

    @Override
    public List<ConsensusEffect> ask(PublicKey peer) {
      return List.of();
    }

    @Override
    public Optional<EngineStatus> status() {
      return Optional.of(engine.status());
    }

    @Override
    public Optional<EngineHoldings> holdings() {
      return Optional.of(engine.holdings());
    }
  }

  /** Anybody else. */
  record Following(Epoch epoch, Follower follower) implements Machine {
    @Override
    public List<ConsensusEffect> on(ConsensusInput input) {
      return List.of();
    }

    @Override
    public List<ConsensusEffect> received(PublicKey from, ConsensusMessage message) {
      return follower.on(from, message);
    }

    @Override
    public List<ConsensusEffect> ask(PublicKey peer) {
      return follower.connected(peer);
    }

    @Override
    public Optional<EngineStatus> status() {
      return Optional.empty();
    }

    @Override
    public Optional<EngineHoldings> holdings() {
      return Optional.empty();
    }
  }
}
