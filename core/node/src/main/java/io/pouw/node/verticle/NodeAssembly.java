package io.pouw.node.verticle;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.Certificate;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Follower;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.ReturnGuard;
import io.pouw.consensus.SimplexEngine;
import io.pouw.consensus.VoteRecord;
import io.pouw.consensus.VoteSigner;
import io.pouw.consensus.VoteVerifier;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.epoch.Epochs;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a node's consensus machine of an epoch from the ledger and what its disk remembers. */
final class NodeAssembly {
  private static final Duration RESEND = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(NodeAssembly.class);

  private NodeAssembly() {}

  private static ConsensusSettings settings(LedgerState ledger, NodeConfig config) {
    return new ConsensusSettings(
        ledger.chainId(),
        Epochs.of(ledger.epoch()),
        config.heartbeat(),
        config.viewTimeout(),
        maxTimeout(config),
        RESEND,
        VoteVerifier.ED25519);
  }

  /** Where what waits cannot be ordered, the cap has to leave room for a heartbeat all the same. */
  private static Duration maxTimeout(NodeConfig config) {
    Duration withHeartbeat = config.viewTimeout().plus(config.heartbeat());
    return withHeartbeat.compareTo(config.maxViewTimeout()) > 0
        ? withHeartbeat
        : config.maxViewTimeout();
  }

  /**
   * The machine for the epoch of the next block: a validator's if this node's key is in its set.
   *
   * @param ledger after the last block of the store
   */
  static ConsensusMachine machine(
      LedgerState ledger, NodeConfig config, KeyPair keys, ChainStore store, ConsensusDisk disk) {
    ConsensusSettings settings = settings(ledger, config);
    Candidate head = head(ledger.genesis(), store);
    if (settings.validators().indexOf(keys.publicKey()).isEmpty())
      return new FollowerMachine(new Follower(settings, BlockCandidate::decode, head), settings);
    Recovered recovered = recovered(head, store, disk);
    if (!disk.isRestored()) return validator(settings, keys, recovered);
    LOG.warn(
        "this node may have signed more than it knows (restored, or its votes were damaged): it listens before it votes");
    return new ListeningMachine(
        validator(settings, keys, recovered.mute()),
        new ReturnGuard(settings.epoch(), keys.publicKey()),
        view -> voter(ledger.genesis(), settings, keys, store, disk, view));
  }

  /** The validator of a restored folder, which keeps silent up to a view. */
  private static ConsensusMachine voter(
      Genesis genesis,
      ConsensusSettings settings,
      KeyPair keys,
      ChainStore store,
      ConsensusDisk disk,
      long silentUpTo) {
    disk.silenceUpTo(silentUpTo);
    LOG.info("this node votes again, above view {}", silentUpTo);
    Candidate head = head(genesis, store);
    return validator(settings, keys, recovered(head, store, disk));
  }

  private static Recovered recovered(Candidate head, ChainStore store, ConsensusDisk disk) {
    return new Recovered(
        head,
        certificate(store),
        ownVotes(disk, head.view()),
        Math.max(disk.highestViewVoted(), head.view()),
        disk.silentUpTo());
  }

  private static ConsensusMachine validator(
      ConsensusSettings settings, KeyPair keys, Recovered recovered) {
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
