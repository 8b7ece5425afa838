package io.pouw.node.verticle;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.Certificate;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Follower;
import io.pouw.consensus.LeaderSchedule;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.SimplexEngine;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.consensus.VoteRecord;
import io.pouw.consensus.VoteSigner;
import io.pouw.consensus.VoteVerifier;
import io.pouw.ledger.Genesis;
import io.pouw.node.config.NodeConfig;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes a node's consensus machine from genesis and from what its disk remembers. */
final class NodeAssembly {
  private static final Duration RESEND = Duration.ofMillis(500);
  private static final int MAX_TIMEOUT_FACTOR = 4;

  private NodeAssembly() {}

  static ValidatorSet validators(Genesis genesis) {
    return ValidatorSet.of(
        genesis.validators().stream()
            .map(each -> new Validator(each.key(), each.stake()))
            .toList());
  }

  static ConsensusSettings settings(Genesis genesis, NodeConfig config) {
    ValidatorSet validators = validators(genesis);
    return new ConsensusSettings(
        genesis.chainId(),
        validators,
        new LeaderSchedule(validators, genesis.chainId()),
        config.viewTimeout(),
        config.viewTimeout().multipliedBy(MAX_TIMEOUT_FACTOR),
        RESEND,
        VoteVerifier.ED25519);
  }

  static ConsensusMachine machine(
      Genesis genesis, NodeConfig config, KeyPair keys, ChainStore store, ConsensusDisk disk) {
    ConsensusSettings settings = settings(genesis, config);
    Candidate head = head(genesis, store);
    if (settings.validators().indexOf(keys.publicKey()).isEmpty())
      return new FollowerMachine(
          new Follower(
              genesis.chainId(),
              settings.validators(),
              settings.verifier(),
              BlockCandidate::decode,
              head),
          settings);
    var recovered =
        new Recovered(
            head,
            certificate(store),
            ownVotes(disk, head.view()),
            Math.max(disk.highestViewVoted(), head.view()));
    return new ValidatorMachine(
        new SimplexEngine(settings, VoteSigner.of(keys), BlockCandidate::decode, recovered),
        settings,
        keys.publicKey());
  }

  /**
   * The votes above the last final view. After a rollback some of them were forgotten, when their
   * views were final; then none is handed over, so that nothing is voted up to the highest view
   * ever voted in.
   */
  private static List<VoteRecord> ownVotes(ConsensusDisk disk, long finalView) {
    return disk.votesForgottenBelow() > finalView + 1 ? List.of() : disk.votesAbove(finalView);
  }

  private static Candidate head(Genesis genesis, ChainStore store) {
    Hash genesisId = genesis.block().id();
    return store.height().isEmpty()
        ? new GenesisCandidate(genesisId)
        : store
            .block(store.height().getAsLong())
            .<Candidate>map(record -> BlockCandidate.decode(record.block()))
            .orElseThrow();
  }

  private static Optional<Certificate> certificate(ChainStore store) {
    if (store.height().isEmpty()) return Optional.empty();
    return store
        .block(store.height().getAsLong())
        .map(FinalizedRecord::certificate)
        .filter(bytes -> bytes.length > 0)
        .map(bytes -> Decoder.whole(bytes, Certificate::decode));
  }
}
